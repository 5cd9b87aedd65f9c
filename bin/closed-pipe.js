/**
 * A reader that has seen enough (`| head`, a pager that was quit) closes the pipe. The command still ends its work, writes
 * the rest to nobody and keeps its exit code; without this, oclif would wait for a pipe that nobody empties.
 */
export function endQuietlyOnClosedPipe() {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error
      stream.write = () => true
      stream.emit('drain')
    })
}
