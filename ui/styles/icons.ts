import { html, type TemplateResult } from 'lit'
import './icon.ts'
import archive from 'lucide-static/icons/archive.svg?raw'
import flag from 'lucide-static/icons/flag.svg?raw'
import mail from 'lucide-static/icons/mail.svg?raw'
import userPlus from 'lucide-static/icons/user-plus.svg?raw'
import book from 'lucide-static/icons/book-open.svg?raw'
import arrowDown from 'lucide-static/icons/arrow-down.svg?raw'
import arrowUp from 'lucide-static/icons/arrow-up.svg?raw'
import check from 'lucide-static/icons/check.svg?raw'
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw'
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw'
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw'
import copy from 'lucide-static/icons/copy.svg?raw'
import download from 'lucide-static/icons/download.svg?raw'
import eye from 'lucide-static/icons/eye.svg?raw'
import file from 'lucide-static/icons/paperclip.svg?raw'
import filter from 'lucide-static/icons/list-filter.svg?raw'
import inbox from 'lucide-static/icons/inbox.svg?raw'
import keyRound from 'lucide-static/icons/key-round.svg?raw'
import languages from 'lucide-static/icons/languages.svg?raw'
import logOut from 'lucide-static/icons/log-out.svg?raw'
import menu from 'lucide-static/icons/menu.svg?raw'
import minus from 'lucide-static/icons/minus.svg?raw'
import moon from 'lucide-static/icons/moon.svg?raw'
import pencil from 'lucide-static/icons/pencil.svg?raw'
import plus from 'lucide-static/icons/plus.svg?raw'
import rotateCcw from 'lucide-static/icons/rotate-ccw.svg?raw'
import search from 'lucide-static/icons/search.svg?raw'
import monitor from 'lucide-static/icons/monitor.svg?raw'
import send from 'lucide-static/icons/send.svg?raw'
import smartphone from 'lucide-static/icons/smartphone.svg?raw'
import sun from 'lucide-static/icons/sun.svg?raw'
import sunMoon from 'lucide-static/icons/sun-moon.svg?raw'
import trash from 'lucide-static/icons/trash-2.svg?raw'
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw'
import upload from 'lucide-static/icons/upload.svg?raw'
import userRound from 'lucide-static/icons/user-round.svg?raw'
import x from 'lucide-static/icons/x.svg?raw'

/** The icons of the engine's own controls; those of pages are in `page-icons.ts`. */
const icons = {
  archive,
  flag,
  mail,
  'user-plus': userPlus,
  book,
  'arrow-down': arrowDown,
  'arrow-up': arrowUp,
  check,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  copy,
  eye,
  download,
  file,
  filter,
  inbox,
  key: keyRound,
  languages,
  'log-out': logOut,
  menu,
  minus,
  moon,
  pencil,
  plus,
  restore: rotateCcw,
  search,
  monitor,
  send,
  smartphone,
  sun,
  'sun-moon': sunMoon,
  trash,
  upload,
  user: userRound,
  warning: triangleAlert,
  x,
} as const

export type IconName = keyof typeof icons

/** Decoration: what it stands for is said in words beside it, or by the button around it. */
export function icon(name: IconName): TemplateResult {
  return html`<ui-icon .source=${icons[name]} aria-hidden="true"></ui-icon>`
}
