const shapes = /<(path|circle|ellipse|line|polygon|polyline|rect)\s([^>]*?)\/?>/g
const attributes = /([a-z][a-z0-9-]*)="([^"]*)"/g
const svgNamespace = 'http://www.w3.org/2000/svg'

/** Draws the shapes of a lucide file. Elements are made one by one: no markup is ever parsed from a text. */
class Icon extends HTMLElement {
  #source = ''

  set source(source: string) {
    if (source === this.#source) return
    this.#source = source
    this.replaceChildren(draw(source))
  }
}

function draw(source: string): SVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  for (const [, tag = 'path', given = ''] of source.matchAll(shapes)) {
    const shape = document.createElementNS(svgNamespace, tag)
    for (const [, name = '', value = ''] of given.matchAll(attributes)) shape.setAttribute(name, value)
    svg.append(shape)
  }
  return svg
}

customElements.define('ui-icon', Icon)
