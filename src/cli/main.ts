import {config} from 'zod'

// By default zod makes a function from text for each schema: a kind of eval, and slower for what a command reads once or a thousand times.
config({jitless: true})

/** The bundle's own copy of oclif: commands and what runs them must not be of two copies. */
export {execute, Plugin} from '@oclif/core'
