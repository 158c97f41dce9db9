/** Keeps the event loop from sleeping while an answer from another thread is near. */
export interface Wakeful {
  /** One more answer is waited for. */
  began(): void
  ended(): void
}

/** Milliseconds: an answer that takes longer is slept for. A statement about some records takes 0.1 to 0.3. */
const longestWait = 0.3

/**
 * A loop that sleeps until a statement is done pays for being woken: on a virtual machine several times what reading a
 * record costs, and it may wake up on the processor of whom it waits for. So while a statement is under way the loop looks
 * for its end, and takes what else comes; not for long, since a slow one would have it burn a processor.
 */
export function openWakeful(): Wakeful {
  let underWay = 0
  let isAwake = false
  let until = 0

  function look(): void {
    if (underWay > 0 && performance.now() < until) setImmediate(look)
    else isAwake = false
  }

  return {
    began() {
      underWay++
      until = performance.now() + longestWait
      if (isAwake) return
      isAwake = true
      setImmediate(look)
    },
    ended: () => void underWay--,
  }
}
