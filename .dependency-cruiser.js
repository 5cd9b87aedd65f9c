/** Who may import whom (shared design, section 2). Each rule carries its reason. */
const phases = [
  'collect',
  'import',
  'check',
  'classify',
  'grade',
  'report',
  'calendar',
  'register',
  'register-answers',
  'lint-document',
  'dossier-lists',
  'inventory',
  'replacement',
  'windows',
  'data-sets',
]

/** What two phases read in the same way: the programs of Windows print the same for the agent and onto a USB stick. */
const sharedReaders = {collect: 'windows', import: 'windows'}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other cannot be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: {circular: true, viaOnly: {dependencyTypesNot: ['type-only']}},
    },
    {
      name: 'model-imports-nothing-of-ours',
      comment: 'The nouns are what everything else agrees on; if they knew a phase, every change would reach everywhere.',
      severity: 'error',
      from: {path: '^src/model/'},
      to: {path: '^src/', pathNot: '^src/model/'},
    },
    {
      name: 'lib-has-no-word-of-our-domain',
      comment: 'A helper that knows our nouns belongs beside its user. Texts in two languages are the one shared shape.',
      severity: 'error',
      from: {path: '^src/lib/'},
      to: {path: '^src/', pathNot: '^src/(lib/|model/text\\.ts$)'},
    },
    ...phases.map((phase) => ({
      name: `${phase}-is-a-phase`,
      comment: 'Phases meet in src/pipeline.ts and src/audit/ only, as plain values: that is what lets saved facts be judged again.',
      severity: 'error',
      from: {path: `^src/${phase}/`},
      to: {path: '^src/', pathNot: `^src/(${['model', 'lib', phase, sharedReaders[phase]].filter(Boolean).join('|')})/`},
    })),
    {
      name: 'judging-is-pure',
      comment: 'The same facts must give the same verdict anywhere and any day: no file, clock, network or process in check and grade.',
      severity: 'error',
      from: {
        path: '^src/(check|classify|grade|calendar|register|register-answers|dossier-lists|lint-document|inventory|replacement|windows)/',
      },
      to: {dependencyTypes: ['core']},
    },
    {
      name: 'content-loads-and-lints',
      comment:
        'Content may compile checks to prove their types and reads how requirements name them; it sees no machine, store or report code.',
      severity: 'error',
      from: {path: '^src/content/'},
      to: {path: '^src/', pathNot: '^src/(content|model|lib|check|classify|grade|calendar|lint-document|replacement)/'},
    },
    {
      name: 'store-stores',
      comment: 'A store that judged or collected could not be replaced by another one.',
      severity: 'error',
      from: {path: '^src/store/'},
      to: {path: '^src/', pathNot: '^src/(store|model|lib)/'},
    },
    {
      name: 'faces-do-not-meet',
      comment: 'Commands, agent and hub are three ways in; what two of them need belongs below both. A command may start the agent.',
      severity: 'error',
      from: {path: '^src/(agent|hub)/'},
      to: {path: '^src/(commands|cli|agent|hub)/', pathNot: '^src/$1/'},
    },
    {
      name: 'commands-do-not-import-commands',
      comment: 'A command parses, calls and prints; what another command needs is no command.',
      severity: 'error',
      from: {path: '^src/commands/'},
      to: {path: '^src/commands/'},
    },
    {
      name: 'nothing-below-imports-the-faces',
      comment: 'Only commands, agent and hub print, read a clock or set an exit code.',
      severity: 'error',
      from: {path: '^src/', pathNot: '^src/(commands|cli|agent|hub)/'},
      to: {path: '^src/(commands|cli|agent|hub)/'},
    },
    {
      name: 'heavy-modules-load-late',
      comment: 'Starting up must stay fast: commands reach pdfkit, systeminformation, yaml and zod through dynamic imports only.',
      severity: 'error',
      from: {path: '^src/(commands|cli/base-command)'},
      to: {path: 'node_modules/(pdfkit|systeminformation|yaml|lowdb|node-cron|@marcbachmann)', dependencyTypesNot: ['dynamic-import']},
    },
    {
      name: 'not-to-dev-dependencies',
      comment: 'An installed tool has no developer packages.',
      severity: 'error',
      from: {path: '^src/'},
      to: {dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only']},
    },
    {
      name: 'no-orphans',
      comment: 'What nothing uses is deleted.',
      severity: 'error',
      from: {orphan: true, path: '^src/', pathNot: '\\.d\\.ts$'},
      to: {},
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: {fileName: 'tsconfig.json'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'default']},
  },
}
