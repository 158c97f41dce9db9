import '@vaadin/aura/aura.css'
import { render } from 'lit'
import { editors } from '../../ui/editors/registry.ts'
import { renderEditor } from '../../ui/editors/render-editor.ts'
import type { EditorProps, ValueChanged } from '../../ui/editors/editor-element.ts'

const people = Array.from({ length: 120 }, (_, index) => ({ id: index + 1, display: `Reader ${index + 1}` }))

async function choices({ search, after, limit }: { search: string; after: string | null; limit: number }) {
  const found = people.filter(({ display }) => display.toLowerCase().includes(search.toLowerCase()))
  const start = Number(after ?? 0)
  const end = start + limit
  return { data: found.slice(start, end), next: end < found.length ? String(end) : null }
}

const bench = {
  changes: [] as ValueChanged[],
  async show(props: Omit<EditorProps, 'choices'>) {
    bench.changes = []
    await editors[props.editor.kind].load()
    render(
      renderEditor({ ...props, choices }, (change) => bench.changes.push(change)),
      document.getElementById('bench')!,
    )
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  },
  clear() {
    render('', document.getElementById('bench')!)
  },
}

export type Bench = typeof bench
Object.assign(window, { bench })
