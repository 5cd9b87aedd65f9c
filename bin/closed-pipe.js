/**
 * A reader that has seen enough (`| head`, a pager that was quit) closes the pipe. The command still ends its work, writes
 * the rest to nobody and keeps its exit code; without this, oclif would wait for a pipe that nobody empties. Output that
 * cannot be written for another reason, to a full disk for example, is a failure: exit code 2, never the 1 of "not met".
 */
export function endQuietlyOnClosedPipe() {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') failToWrite(error, stream)
      // Who waits for its bytes to be out waits no longer.
      stream.write = (_bytes, encoding, done = encoding) => {
        if (typeof done === 'function') process.nextTick(done)
        return true
      }
      stream.emit('drain')
    })
}

function failToWrite(error, stream) {
  if (stream === process.stdout)
    process.stderr.write(
      `Lỗi: Không ghi được kết quả (output cannot be written): ${error.code}\n` +
        'Ở đâu: stdout\n' +
        'Làm gì tiếp: Giải phóng dung lượng hoặc chọn nơi ghi khác, rồi chạy lại (free some space or write elsewhere).\n',
    )
  process.exit(2)
}
