/** Programs that run others or open a shell: who may start one as root, with whatever arguments, is an administrator. */
const shells = words('sh bash dash ash zsh ksh fish csh tcsh busybox su sudo env visudo chroot nsenter')

/** Programs with which root's files or accounts are written, or other programs started, when their arguments are free. */
const ladders = words(`
  doas pkexec runuser setpriv systemd-run machinectl unshare script screen tmux expect xargs find watch nice timeout strace gdb
  python python2 python3 perl ruby node php lua awk gawk mawk sed ed ex vi vim view nvim nano emacs pico less more man
  apt apt-get aptitude dpkg rpm yum dnf zypper apk pacman snap flatpak pip pip3 npm make git docker podman lxc lxd ctr nerdctl
  cp mv tee dd install rsync tar zip unzip ln chmod chown mount crontab at batch ssh scp
  useradd usermod passwd chpasswd gpasswd groupmod vipw adduser addgroup systemctl service insmod modprobe
`)

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/**
 * Whether a command of sudoers or doas.conf leads to everything. `args` is "" where any arguments may be given. A folder, a
 * pattern or a regular expression in the place of the program stands for many, the shells among them.
 */
export function isPowerful(command: string, args: string): boolean {
  const name = command.slice(command.lastIndexOf('/') + 1)
  if (name === '' || /[*?[^]/.test(command)) return args === ''
  if (shells.has(name)) return true
  return args === '' && (name === 'sudoedit' || ladders.has(name.replace(/(?<=python|perl|ruby|php)[\d.]+$/, '')))
}
