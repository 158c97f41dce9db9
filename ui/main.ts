import './styles/base.css'
import { readArea } from './area.ts'
import { useLanguage } from './language/texts.ts'
import { applyAccent, applyTheme } from './theme.ts'
import { PortalApp } from './portal-app.ts'
import { trustConstants } from './trusted-types.ts'

trustConstants()
const area = readArea()
applyTheme()
applyAccent(area.accent)
await useLanguage(area.language)

const app = new PortalApp()
app.area = area
document.body.append(app)
