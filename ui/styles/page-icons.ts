import { html, type TemplateResult } from 'lit'
import './icon.ts'
import archive from 'lucide-static/icons/archive.svg?raw'
import bell from 'lucide-static/icons/bell.svg?raw'
import book from 'lucide-static/icons/book.svg?raw'
import bookOpen from 'lucide-static/icons/book-open.svg?raw'
import box from 'lucide-static/icons/box.svg?raw'
import briefcase from 'lucide-static/icons/briefcase.svg?raw'
import bug from 'lucide-static/icons/bug.svg?raw'
import building from 'lucide-static/icons/building.svg?raw'
import building2 from 'lucide-static/icons/building-2.svg?raw'
import calendar from 'lucide-static/icons/calendar.svg?raw'
import calendarDays from 'lucide-static/icons/calendar-days.svg?raw'
import car from 'lucide-static/icons/car.svg?raw'
import chartColumn from 'lucide-static/icons/chart-column.svg?raw'
import clipboardList from 'lucide-static/icons/clipboard-list.svg?raw'
import clock from 'lucide-static/icons/clock.svg?raw'
import creditCard from 'lucide-static/icons/credit-card.svg?raw'
import database from 'lucide-static/icons/database.svg?raw'
import euro from 'lucide-static/icons/euro.svg?raw'
import fileText from 'lucide-static/icons/file-text.svg?raw'
import files from 'lucide-static/icons/files.svg?raw'
import flag from 'lucide-static/icons/flag.svg?raw'
import folder from 'lucide-static/icons/folder.svg?raw'
import globe from 'lucide-static/icons/globe.svg?raw'
import graduationCap from 'lucide-static/icons/graduation-cap.svg?raw'
import handshake from 'lucide-static/icons/handshake.svg?raw'
import heart from 'lucide-static/icons/heart.svg?raw'
import history from 'lucide-static/icons/history.svg?raw'
import house from 'lucide-static/icons/house.svg?raw'
import idCard from 'lucide-static/icons/id-card.svg?raw'
import image from 'lucide-static/icons/image.svg?raw'
import inbox from 'lucide-static/icons/inbox.svg?raw'
import key from 'lucide-static/icons/key.svg?raw'
import landmark from 'lucide-static/icons/landmark.svg?raw'
import layers from 'lucide-static/icons/layers.svg?raw'
import layoutDashboard from 'lucide-static/icons/layout-dashboard.svg?raw'
import leaf from 'lucide-static/icons/leaf.svg?raw'
import library from 'lucide-static/icons/library.svg?raw'
import list from 'lucide-static/icons/list.svg?raw'
import listChecks from 'lucide-static/icons/list-checks.svg?raw'
import lock from 'lucide-static/icons/lock.svg?raw'
import mail from 'lucide-static/icons/mail.svg?raw'
import mapPin from 'lucide-static/icons/map-pin.svg?raw'
import megaphone from 'lucide-static/icons/megaphone.svg?raw'
import messageSquare from 'lucide-static/icons/message-square.svg?raw'
import messagesSquare from 'lucide-static/icons/messages-square.svg?raw'
import newspaper from 'lucide-static/icons/newspaper.svg?raw'
import packageIcon from 'lucide-static/icons/package.svg?raw'
import phone from 'lucide-static/icons/phone.svg?raw'
import receiptText from 'lucide-static/icons/receipt-text.svg?raw'
import settings from 'lucide-static/icons/settings.svg?raw'
import shield from 'lucide-static/icons/shield.svg?raw'
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw'
import shoppingCart from 'lucide-static/icons/shopping-cart.svg?raw'
import star from 'lucide-static/icons/star.svg?raw'
import tag from 'lucide-static/icons/tag.svg?raw'
import tags from 'lucide-static/icons/tags.svg?raw'
import ticket from 'lucide-static/icons/ticket.svg?raw'
import truck from 'lucide-static/icons/truck.svg?raw'
import user from 'lucide-static/icons/user.svg?raw'
import userCog from 'lucide-static/icons/user-cog.svg?raw'
import userPlus from 'lucide-static/icons/user-plus.svg?raw'
import users from 'lucide-static/icons/users.svg?raw'
import usersRound from 'lucide-static/icons/users-round.svg?raw'
import warehouse from 'lucide-static/icons/warehouse.svg?raw'
import wrench from 'lucide-static/icons/wrench.svg?raw'

/** The icons that a page may name: a closed set, so that only these are ever loaded. */
export const pageIcons = {
  archive: archive,
  bell: bell,
  book: book,
  'book-open': bookOpen,
  box: box,
  briefcase: briefcase,
  bug: bug,
  building: building,
  'building-2': building2,
  calendar: calendar,
  'calendar-days': calendarDays,
  car: car,
  'chart-column': chartColumn,
  'clipboard-list': clipboardList,
  clock: clock,
  'credit-card': creditCard,
  database: database,
  euro: euro,
  'file-text': fileText,
  files: files,
  flag: flag,
  folder: folder,
  globe: globe,
  'graduation-cap': graduationCap,
  handshake: handshake,
  heart: heart,
  history: history,
  house: house,
  'id-card': idCard,
  image: image,
  inbox: inbox,
  key: key,
  landmark: landmark,
  layers: layers,
  'layout-dashboard': layoutDashboard,
  leaf: leaf,
  library: library,
  list: list,
  'list-checks': listChecks,
  lock: lock,
  mail: mail,
  'map-pin': mapPin,
  megaphone: megaphone,
  'message-square': messageSquare,
  'messages-square': messagesSquare,
  newspaper: newspaper,
  package: packageIcon,
  phone: phone,
  'receipt-text': receiptText,
  settings: settings,
  shield: shield,
  'shield-check': shieldCheck,
  'shopping-cart': shoppingCart,
  star: star,
  tag: tag,
  tags: tags,
  ticket: ticket,
  truck: truck,
  user: user,
  'user-cog': userCog,
  'user-plus': userPlus,
  users: users,
  'users-round': usersRound,
  warehouse: warehouse,
  wrench: wrench,
} as const

export type PageIconName = keyof typeof pageIcons

/** A page without an icon, or with one that is not in the set, gets a plain one. */
export function pageIcon(name: string | null): TemplateResult {
  const source = name && name in pageIcons ? pageIcons[name as PageIconName] : pageIcons['layers']
  return html`<ui-icon .source=${source} aria-hidden="true"></ui-icon>`
}
