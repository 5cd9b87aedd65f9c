import {serveTasks} from '../../../src/lib/serve-tasks.ts'

interface Task {
  do: 'double' | 'hang' | 'grow' | 'die' | 'throw' | 'print' | 'environment'
  value?: number
  bytes?: Uint8Array
}

serveTasks<Task, unknown>(async (task) => {
  if (task.do === 'double') return (task.value ?? 0) * 2
  if (task.do === 'environment') return {variables: Object.keys(process.env).length, bytes: task.bytes?.length}
  if (task.do === 'throw') throw new Error('số 089090718263')
  if (task.do === 'die') process.exit(1)
  if (task.do === 'print') {
    console.log('số 089090718263')
    console.error('số 089090718263')
    return 'printed'
  }
  const kept: number[][] = []
  for (;;) if (task.do === 'grow') kept.push(new Array(100_000).fill(1.5))
})
