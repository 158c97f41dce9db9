import '../../ui/styles/tokens.css'
import '../../ui/styles/overlays.css'
import { useLanguage } from '../../ui/language/texts.ts'
import { notify } from '../../ui/notices.ts'

await useLanguage('en')
const bench = { notify: (text: string): void => notify({ text }) }

export type NoticesBench = typeof bench
Object.assign(window, { bench })
