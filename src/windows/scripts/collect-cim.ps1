# Reads what Windows tells of itself through CIM and prints one JSON document. It only reads: it changes nothing, opens no
# connection and no file of a user. For PowerShell 3 and later. Part of stp-sec; the steps around it are in plan.ts.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$classes = @{}

# One question; what goes wrong with it stays with it.
function Ask([string]$name, [scriptblock]$question) {
  try {
    $classes[$name] = @{ ok = $true; items = @(& $question) }
  } catch {
    $reason = 'error'
    $text = [string]$_
    $code = [string]$_.FullyQualifiedErrorId
    if ($code -match 'HRESULT 0x80041003|AccessDenied|UnauthorizedAccess|0x80070005') { $reason = 'no-rights' }
    elseif ($code -match 'HRESULT 0x8004100e|HRESULT 0x80041010|InvalidNamespace|InvalidClass|CommandNotFound') { $reason = 'not-supported' }
    $classes[$name] = @{ ok = $false; reason = $reason; detail = $text }
  }
}

function Get-Class([string]$class, [string[]]$property, [string]$namespace = 'root/cimv2', [string]$filter = '') {
  $asked = @{ ClassName = $class; Namespace = $namespace; OperationTimeoutSec = 30 }
  if ($filter) { $asked.Filter = $filter }
  Get-CimInstance @asked | Select-Object -Property $property
}

$plain = @(
  @('Win32_OperatingSystem', 'root/cimv2', '', 'Caption,Version,BuildNumber,OSArchitecture,InstallDate,LastBootUpTime,CSName,ProductType,OperatingSystemSKU,SystemDrive,TotalVisibleMemorySize,FreePhysicalMemory,DataExecutionPrevention_SupportPolicy'),
  @('Win32_ComputerSystem', 'root/cimv2', '', 'Name,Domain,PartOfDomain,Manufacturer,Model,TotalPhysicalMemory,HypervisorPresent'),
  @('Win32_ComputerSystemProduct', 'root/cimv2', '', 'IdentifyingNumber,Name,UUID,Vendor'),
  @('Win32_BIOS', 'root/cimv2', '', 'SerialNumber,SMBIOSBIOSVersion,ReleaseDate'),
  @('Win32_SystemEnclosure', 'root/cimv2', '', 'ChassisTypes'),
  @('Win32_Processor', 'root/cimv2', '', 'Name,NumberOfCores,LoadPercentage'),
  @('Win32_LogicalDisk', 'root/cimv2', 'DriveType=3', 'DeviceID,FileSystem,FreeSpace,Size'),
  @('Win32_DiskDrive', 'root/cimv2', '', 'InterfaceType,MediaType,Model,Size'),
  @('Win32_Battery', 'root/cimv2', '', 'Name,BatteryStatus'),
  @('Win32_QuickFixEngineering', 'root/cimv2', '', 'HotFixID,InstalledOn'),
  @('Win32_Service', 'root/cimv2', '', 'Name,State,StartMode'),
  @('Win32_UserAccount', 'root/cimv2', 'LocalAccount=TRUE', 'Disabled,Name,PasswordExpires,PasswordRequired,SID'),
  @('Win32_NetworkAdapter', 'root/cimv2', '', 'Name,Description,NetConnectionID,MACAddress,NetConnectionStatus,InterfaceIndex'),
  @('Win32_NetworkAdapterConfiguration', 'root/cimv2', 'IPEnabled=TRUE', 'InterfaceIndex,IPAddress,DefaultIPGateway,DNSServerSearchOrder'),
  @('SoftwareLicensingProduct', 'root/cimv2', 'PartialProductKey IS NOT NULL', 'Name,Description,LicenseStatus'),
  @('AntiVirusProduct', 'root/SecurityCenter2', '', 'displayName,productState'),
  @('FirewallProduct', 'root/SecurityCenter2', '', 'displayName,productState'),
  @('MSFT_MpComputerStatus', 'root/Microsoft/Windows/Defender', '', 'AMProductVersion,AMRunningMode,AMServiceEnabled,AntivirusEnabled,AntivirusSignatureLastUpdated,BehaviorMonitorEnabled,DefenderSignaturesOutOfDate,RealTimeProtectionEnabled,IsTamperProtected'),
  @('MSFT_MpPreference', 'root/Microsoft/Windows/Defender', '', 'DisableRemovableDriveScanning,EnableNetworkProtection'),
  @('Win32_EncryptableVolume', 'root/CIMV2/Security/MicrosoftVolumeEncryption', '', 'DriveLetter,ProtectionStatus,ConversionStatus,EncryptionMethod'),
  @('Win32_Tpm', 'root/CIMV2/Security/MicrosoftTpm', '', 'SpecVersion,IsEnabled_InitialValue'),
  @('MSFT_PhysicalDisk', 'root/Microsoft/Windows/Storage', '', 'DeviceId,FriendlyName,MediaType,BusType,Size'),
  @('MSFT_NetAdapter', 'root/StandardCimv2', '', 'InterfaceIndex,NdisPhysicalMedium,Virtual'),
  @('Win32_DeviceGuard', 'root/Microsoft/Windows/DeviceGuard', '', 'UsermodeCodeIntegrityPolicyEnforcementStatus')
)
foreach ($row in $plain) {
  Ask $row[0] { Get-Class $row[0] ($row[3] -split ',') $row[1] $row[2] }
}

# The configuration of SMB is the answer of a method, not an instance of the class.
Ask 'MSFT_SmbServerConfiguration' { Get-SmbServerConfiguration | Select-Object -Property ('EnableSMB1Protocol,RequireSecuritySignature' -split ',') }

# Profiles as they are in force, policies included.
Ask 'FirewallProfile' {
  Get-NetFirewallProfile -PolicyStore ActiveStore | ForEach-Object {
    @{ Name = [string]$_.Name; Enabled = [int]$_.Enabled; DefaultInboundAction = [int]$_.DefaultInboundAction }
  }
}

# Local accounts with the days that CIM does not have. A PC that is a domain controller has none.
Ask 'LocalAccount' {
  ([ADSI]"WinNT://$env:COMPUTERNAME,computer").Children | Where-Object { $_.SchemaClassName -eq 'user' } | ForEach-Object {
    $account = $_
    $flags = [int]$account.UserFlags.Value
    $sid = (New-Object System.Security.Principal.SecurityIdentifier($account.objectSid.Value, 0)).Value
    $last = $null
    try { if ($account.LastLogin.Value) { $last = ([datetime]$account.LastLogin.Value).ToUniversalTime().ToString('o') } } catch { $last = $null }
    $changed = $null
    # A password that was never set has the age of nothing.
    if ($account.PasswordAge.Value -gt 0) { $changed = [datetime]::UtcNow.AddSeconds(-1 * [double]$account.PasswordAge.Value).ToString('o') }
    @{
      Name = [string]$account.Name.Value
      SID = $sid
      Disabled = (($flags -band 2) -ne 0)
      PasswordRequired = (($flags -band 32) -eq 0)
      PasswordExpires = (($flags -band 65536) -eq 0)
      LastLogin = $last
      PasswordLastSet = $changed
    }
  }
}

# The group has another name in each language; its SID is the same.
Ask 'AdministratorMember' {
  $group = (New-Object System.Security.Principal.SecurityIdentifier('S-1-5-32-544')).Translate([System.Security.Principal.NTAccount]).Value.Split('\')[-1]
  @(([ADSI]"WinNT://$env:COMPUTERNAME/$group,group").psbase.Invoke('Members')) | ForEach-Object {
    $member = [ADSI]$_
    $sid = (New-Object System.Security.Principal.SecurityIdentifier($member.objectSid.Value, 0)).Value
    @{ Name = [string]$member.Name.Value; SID = $sid; Class = [string]$member.SchemaClassName }
  }
}

Ask 'StoreApp' {
  $all = $null
  try { $all = Get-AppxPackage -AllUsers } catch { $all = Get-AppxPackage }
  $all | Where-Object { -not $_.IsFramework -and -not $_.IsResourcePackage } | ForEach-Object {
    @{ Name = [string]$_.Name; Version = [string]$_.Version; Publisher = [string]$_.Publisher }
  }
}

# Ids of extensions are the names of folders; nothing inside is opened but the names of versions.
Ask 'BrowserExtension' {
  $places = @{
    'Google Chrome' = 'Google\Chrome\User Data'
    'Microsoft Edge' = 'Microsoft\Edge\User Data'
    'Brave' = 'BraveSoftware\Brave-Browser\User Data'
    'Chromium' = 'Chromium\User Data'
  }
  foreach ($profileFolder in @(Get-ChildItem -LiteralPath (Split-Path -Parent $env:PUBLIC) -Directory)) {
    foreach ($browser in $places.Keys) {
      $data = Join-Path $profileFolder.FullName (Join-Path 'AppData\Local' $places[$browser])
      foreach ($folder in @(Get-ChildItem -Path (Join-Path $data '*\Extensions\*') -Directory -ErrorAction SilentlyContinue)) {
        foreach ($version in @(Get-ChildItem -LiteralPath $folder.FullName -Directory -ErrorAction SilentlyContinue)) {
          @{ Browser = $browser; Id = $folder.Name; Version = $version.Name }
        }
      }
    }
  }
}

# When the list of updates was last fetched; this asks the PC, not a server.
Ask 'AutoUpdateResults' {
  $results = (New-Object -ComObject Microsoft.Update.AutoUpdate).Results
  $searched = $null
  if ($results.LastSearchSuccessDate) { $searched = ([datetime]$results.LastSearchSuccessDate).ToString('yyyy-MM-ddTHH:mm:ssZ') }
  @{ LastSearchSuccessDate = $searched }
}

# Only the time of the oldest record, not what it says.
Ask 'EventLogOldest' {
  $record = Get-WinEvent -LogName Security -Oldest -MaxEvents 1
  @{ TimeCreated = $record.TimeCreated.ToUniversalTime().ToString('o') }
}

$identity = [Security.Principal.WindowsIdentity]::GetCurrent()
$elevated = (New-Object Security.Principal.WindowsPrincipal($identity)).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
$document = @{
  schema = 'stp-sec/windows-cim/1'
  at = [datetime]::UtcNow.ToString('o')
  elevated = [bool]$elevated
  classes = $classes
}
$json = $document | ConvertTo-Json -Depth 6 -Compress
# Letters outside ASCII are written as escapes of JSON, so that no code page can harm them.
$ascii = New-Object System.Text.StringBuilder
foreach ($letter in $json.ToCharArray()) {
  if ([int]$letter -gt 126) { [void]$ascii.AppendFormat('\u{0:x4}', [int]$letter) } else { [void]$ascii.Append($letter) }
}
$ascii.ToString()
