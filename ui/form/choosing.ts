let isEnterForList = false

// Before Vaadin closes the list: afterwards nothing tells that it was open.
window.addEventListener(
  'keydown',
  ({ key, target }) => {
    if (key !== 'Enter' || !(target instanceof Element) || !target.closest('[opened]')) return
    isEnterForList = true
    setTimeout(() => (isEnterForList = false))
  },
  { capture: true },
)

/** Whether the Enter that is being handled chose from an open list or calendar: it does not send the form as well. */
export const isChoosing = (): boolean => isEnterForList
