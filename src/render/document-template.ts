/**
 * A report as Typst: pages of a document tree. It is a constant: everything that a run says comes in as JSON
 * (`sys.inputs.data`) and is set as text, so that no name or message is ever read as markup. Charts come as SVG.
 */
export const DOCUMENT_TEMPLATE = `
#let data = json(bytes(sys.inputs.data))
#let d = data.document
#let c = data.colours.pairs().map(((name, value)) => (name, rgb(value))).to-dict()
#let words = data.words

#set document(title: d.report + ", " + d.title, author: ())
#set text(font: data.font, size: 9.5pt, lang: data.lang, region: data.region, fallback: false, fill: c.ink, number-width: "tabular", hyphenate: false)
#set par(leading: 0.58em, spacing: 0.9em)
#set page(
  paper: data.paper,
  margin: (x: 20mm, top: 22mm, bottom: 20mm),
  header: context if here().page() > 1 {
    set text(size: 8pt, fill: c.muted)
    grid(columns: (1fr, auto), column-gutter: 12pt, d.head.title, d.head.report)
    v(-5pt)
    line(length: 100%, stroke: 0.4pt + c.rule)
  },
  footer: context {
    set text(size: 8pt, fill: c.muted)
    grid(columns: (1fr, auto), column-gutter: 12pt, data.footer, [#counter(page).display() / #counter(page).final().first()])
  },
)
#set outline.entry(fill: repeat(text(fill: c.rule)[.], gap: 3pt))
#show outline.entry.where(level: 2): set block(above: 0.75em)
#show outline.entry.where(level: 3): set text(fill: c.muted)

#show heading: it => {
  let size = (20pt, 15pt, 12pt, 10.5pt, 10pt, 10pt).at(it.level - 1)
  let above = (0pt, 24pt, 19pt, 16pt, 13pt, 13pt).at(it.level - 1)
  let below = (10pt, 11pt, 10pt, 9pt, 8pt, 8pt).at(it.level - 1)
  block(above: above, below: below, sticky: true, width: 100%, stroke: if it.level == 2 { (top: 1.2pt + c.ink) }, inset: if it.level == 2 { (top: 7pt) } else { 0pt }, {
    set par(leading: 0.42em)
    text(size: size, weight: 600, it.body)
  })
}

#let quiet(body) = text(fill: c.muted, body)
#let badge(style, body) = box(inset: (x: 3pt), outset: (y: 1.6pt), radius: 2pt, fill: rgb(style.fill), stroke: 0.5pt + rgb(style.edge),
  text(size: 0.88em, weight: 600, fill: rgb(style.ink), [#style.sign #body]))
#let inline(parts) = for part in parts {
  if part.kind == "plain" { part.text }
  else if part.kind == "strong" { text(weight: 600, part.text) }
  else if part.kind == "badge" { badge(part.style, part.text) }
  else { quiet(part.text) }
}

#let lay-table(t) = {
  if t.rows.len() == 0 { par[#t.caption: #words.none] } else {
    let many = t.columns.len()
    let size = if many > 7 { 7pt } else if many > 5 { 7.8pt } else { 8.5pt }
    block(above: 1.1em, below: 0.45em, sticky: true, text(size: 8.5pt, fill: c.muted, t.caption))
    set text(size: size)
    set par(leading: 0.5em, spacing: 0.6em)
    table(
      columns: t.columns.map(_ => auto),
      align: (x, y) => if t.columns.at(x).align == "right" { right } else { left },
      stroke: (x, y) => (bottom: if y == 0 { 0.6pt + c.rule } else { 0.35pt + c.grid }),
      inset: (x, y) => (left: if x == 0 { 0pt } else { 5pt }, right: if x == many - 1 { 0pt } else { 5pt }, y: 3pt),
      table.header(..t.columns.map(column => text(weight: 600, fill: c.muted, column.name))),
      ..t.rows.flatten().map(cell => inline(cell.parts)),
    )
    if t.more != "" { block(above: 0.4em, text(size: 8pt, fill: c.muted, t.more)) }
  }
}

#let lay-figure(f) = {
  if f.picture != none {
    block(above: 1.3em, below: 1em, breakable: false, width: 100%, {
      block(below: 6pt, text(size: 10.5pt, weight: 600, f.picture.title))
      if f.picture.svg != none {
        block(below: 8pt, text(size: 8.5pt, fill: c.muted, f.picture.subtitle))
        image(bytes(f.picture.svg), format: "svg", width: 100%, alt: f.picture.description)
      }
    })
  }
  if f.table != none { lay-table(f.table) } else { block(above: 0.2em, text(size: 8pt, fill: c.muted, f.where)) }
}

#let lay-key-figures(groups) = {
  for group in groups {
    block(above: 1.2em, below: 0.7em, width: 100%, stroke: (top: 1.6pt + c.improvement), inset: (top: 5pt), sticky: true, text(weight: 600, group.title))
    grid(columns: (1fr, 1fr, 1fr), column-gutter: 14pt, row-gutter: 12pt, ..group.figures.map(one => block(breakable: false, {
      quiet(one.name)
      block(above: 0.4em, below: 0.4em, text(size: 14pt, weight: 600, one.value))
      text(size: 8pt, fill: c.muted, one.note)
    })))
  }
}

#let lay-facts(facts) = block(above: 0.9em, below: 1.1em, grid(
  columns: (if calc.max(..facts.map(fact => fact.name.len())) > 44 { 38% } else { auto }, 1fr), column-gutter: 12pt, row-gutter: 5pt,
  ..facts.map(fact => (quiet(fact.name), inline(fact.parts))).flatten()))

#let lay-code(block-data) = {
  block(above: 1.1em, below: 0.45em, sticky: true, text(size: 8.5pt, fill: c.muted, block-data.caption))
  block(width: 100%, fill: c.baselineWash, inset: 6pt, {
    set text(size: 7pt)
    set par(leading: 0.5em, hanging-indent: 12pt)
    block-data.lines.map(line => [#h(line.indent * 3.4pt)#line.text]).join(linebreak())
  })
}

#let lay(block-data, level) = {
  let kind = block-data.kind
  if kind == "section" {
    heading(level: calc.min(6, level), block-data.title)
    for one in block-data.blocks { lay(one, level + 1) }
  } else if kind == "paragraph" {
    if block-data.lead { block(above: 9pt, below: 12pt, text(size: 11.5pt, inline(block-data.parts))) } else { par(inline(block-data.parts)) }
  } else if kind == "list" { list(indent: 0pt, body-indent: 5pt, spacing: 0.65em, ..block-data.items.map(item => inline(item.parts))) }
  else if kind == "facts" { lay-facts(block-data.facts) }
  else if kind == "key figures" { lay-key-figures(block-data.groups) }
  else if kind == "table" { lay-table(block-data) }
  else if kind == "figure" { lay-figure(block-data) }
  else if kind == "code" { lay-code(block-data) }
  else if kind == "links" { list(indent: 0pt, body-indent: 5pt, ..block-data.links.map(link => [#text(weight: 600, link.title): #link.about #quiet(link.files.join(", "))])) }
  else if kind == "details" {
    block(above: 1.1em, below: 0.5em, sticky: true, text(weight: 600, block-data.summary))
    for one in block-data.blocks { lay(one, level) }
  }
}

#if d.notice != none { block(width: 100%, fill: c.concernSoft, inset: (x: 7pt, y: 5pt), below: 12pt, text(size: 8.5pt)[#text(weight: 600, d.notice.title) #d.notice.text]) }
#let logo = data.logo
#if logo == none { block(below: 11pt, text(size: 11pt, d.report)) } else {
  block(below: 13pt, grid(columns: (1fr, auto), column-gutter: 12pt, align: bottom, text(size: 11pt, d.report),
    image(bytes(logo.svg), format: "svg", width: 1cm * calc.min(5, 1.2 * logo.ratio), alt: logo.alternative)))
}
#heading(level: 1, outlined: false, d.title)
#block(above: 12pt, below: 18pt, inline(d.subtitle.parts))
#outline(title: none, depth: 3, indent: 10pt)
#for section in d.sections { lay(section, 2) }
`;
