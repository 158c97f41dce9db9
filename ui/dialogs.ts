import { html, nothing, render } from 'lit'
import '@vaadin/button'
import { escapeInnermost } from './inner-escape.ts'
import { texts } from './language/texts.ts'
import { icon } from './styles/icons.ts'

export interface Question {
  /** Holds the record's name: 'Delete Emma?' */
  readonly title: string
  readonly text?: string
  readonly confirm: string
  readonly danger?: boolean
}

/** Resolves to whether the answer was yes; the focus returns to where it was. */
export function confirm(question: Question): Promise<boolean> {
  return openDialog<boolean>(false, (answer) => {
    const theme = question.danger ? 'primary error' : 'primary'
    return {
      label: question.title,
      role: 'alertdialog',
      size: 'narrow',
      body: html`
        ${question.text ? html`<p>${question.text}</p>` : nothing}
        <footer class="dialog-actions">
          <vaadin-button autofocus @click=${() => answer(false)}>${texts().cancel}</vaadin-button>
          <vaadin-button theme=${theme} @click=${() => answer(true)}>${question.confirm}</vaadin-button>
        </footer>
      `,
    }
  })
}

export interface DialogContent {
  /** Its title, and its name for screen readers. */
  readonly label: string
  readonly body: unknown
  readonly role?: 'dialog' | 'alertdialog'
  readonly size?: 'narrow' | 'wide'
  /** A cross in its corner, where none of its own buttons closes it. */
  readonly cross?: boolean
  /** Asked before the dialog closes by Escape or its cross; answering false keeps it open. */
  readonly mayClose?: () => boolean | Promise<boolean>
}

let opened = 0

/**
 * Opens a modal dialog and resolves when `answer` is called, or to `dismissed` when it is closed without.
 * The browser's own `<dialog>`: it keeps the focus inside, and gives it back.
 */
export function openDialog<Answer>(
  dismissed: Answer,
  content: (answer: (answer: Answer) => void) => DialogContent,
): Promise<Answer> {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog')
    const opener = document.activeElement
    const close = (answer: Answer): void => {
      resolve(answer)
      dialog.close()
      dialog.remove()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
    const { label, body, role = 'dialog', size = 'narrow', cross, mayClose = () => true } = content(close)
    const dismiss = async (): Promise<void> => void ((await mayClose()) && close(dismissed))
    dialog.className = `dialog dialog-${size}`
    dialog.role = role
    const title = `dialog-${(opened += 1)}`
    dialog.setAttribute('aria-labelledby', title)
    escapeInnermost(dialog)
    dialog.addEventListener('cancel', (event) => {
      // Menus inside a dialog have a `cancel` of their own.
      if (event.target !== dialog) return
      event.preventDefault()
      void dismiss()
    })
    render(
      html`<h2 class="dialog-title" id=${title}>${label}</h2>
        ${body} ${cross ? crossOf(dismiss) : nothing}`,
      dialog,
    )
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** The last of the dialog, so that what it asks for has the focus first. */
function crossOf(dismiss: () => Promise<void>): unknown {
  return html`<button class="icon-button dialog-cross" aria-label=${texts().close} @click=${dismiss}>
    ${icon('x')}
  </button>`
}
