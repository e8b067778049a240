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
#show outline.entry: set block(above: 0.75em)

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
  else if part.kind == "link" { link(label(part.section), part.text); quiet[ #words.page~#context counter(page).at(label(part.section)).first()] }
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

#let lay-caption(picture, size) = {
  block(below: 5pt, text(size: size * 1pt, weight: 600, picture.title))
  if picture.subtitle != "" { block(below: 7pt, text(size: 0.82 * size * 1pt, fill: c.muted, picture.subtitle)) }
}
#let lay-picture(picture) = image(bytes(picture.svg), format: "svg", width: 100%, alt: picture.description)

#let lay-figure(f) = {
  if f.picture != none {
    block(above: 1.3em, below: 1em, breakable: false, sticky: f.picture.svg == none, width: 100%, {
      lay-caption(f.picture, 10.5)
      if f.picture.svg != none { lay-picture(f.picture) }
    })
  }
  if f.table != none { lay-table(f.table) }
}

#let lay-pair(pictures, sticky) = block(above: 1.3em, below: 1em, breakable: false, sticky: sticky, width: 100%, grid(
  columns: (1fr, 1fr), column-gutter: 16pt,
  ..pictures.map(picture => { lay-caption(picture, 9.5); lay-picture(picture) })))

#let lay-beside(picture) = block(above: 1.3em, below: 1em, breakable: false, width: 100%, grid(
  columns: (1fr, 1fr), column-gutter: 16pt, lay-picture(picture), lay-caption(picture, 9.5)))

#let lay-briefs(cells, level) = grid(
  columns: (1fr, 1fr), column-gutter: 16pt, row-gutter: 18pt,
  ..cells.map(cell => block(breakable: false, {
    [#heading(level: calc.min(6, level), cell.title) #label(cell.id)]
    block(above: 6pt, below: 8pt, text(size: 8.5pt, inline(cell.parts)))
    if cell.picture != none { lay-caption(cell.picture, 8.5); block(width: 90%, lay-picture(cell.picture)) }
  })))

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

#let lay-facts(lines, sticky) = block(above: 0.9em, below: 1.1em, sticky: sticky, breakable: lines.len() > 12, {
  let long = calc.max(..lines.flatten().map(fact => fact.name.len())) > 44
  grid(
    columns: if lines.any(line => line.len() == 2) { (auto, 1fr, auto, 1fr) } else { (if long { 38% } else { auto }, 1fr) },
    column-gutter: 12pt, row-gutter: 5pt,
    ..lines.map(line => if line.len() == 2 { line.map(fact => (quiet(fact.name), inline(fact.parts))).flatten() } else {
      let span = if lines.any(line => line.len() == 2) { 3 } else { 1 }
      (quiet(line.first().name), grid.cell(colspan: span, inline(line.first().parts)))
    }).flatten())
})

#let lay-code(block-data) = {
  let set-lines(lines) = lines.map(line => [#h(line.indent * 2.6pt)#line.text]).join(linebreak())
  let half = block-data.half
  block(above: 1.1em, below: 0.45em, sticky: true, text(size: 8.5pt, fill: c.muted, block-data.caption))
  block(width: 100%, fill: c.baselineWash, inset: 6pt, breakable: half == none, {
    set text(size: 6.6pt)
    set par(leading: 0.48em, hanging-indent: 12pt)
    if half == none { set-lines(block-data.lines) } else {
      grid(columns: (1fr, 1fr), column-gutter: 10pt, set-lines(block-data.lines.slice(0, half)), set-lines(block-data.lines.slice(half)))
    }
  })
}

#let lay(block-data, level) = {
  let kind = block-data.kind
  if kind == "section" {
    [#heading(level: calc.min(6, level), block-data.title) #label(block-data.id)]
    for one in block-data.blocks { lay(one, level + 1) }
  } else if kind == "paragraph" {
    if block-data.lead { block(above: 9pt, below: 12pt, sticky: block-data.sticky, text(size: 11.5pt, inline(block-data.parts))) }
    else { block(above: 0.9em, below: 0.9em, sticky: block-data.sticky, inline(block-data.parts)) }
  } else if kind == "list" { list(indent: 0pt, body-indent: 5pt, spacing: 0.65em, ..block-data.items.map(item => inline(item.parts))) }
  else if kind == "facts" { lay-facts(block-data.lines, block-data.sticky) }
  else if kind == "key figures" { lay-key-figures(block-data.groups) }
  else if kind == "table" { lay-table(block-data) }
  else if kind == "figure" { lay-figure(block-data) }
  else if kind == "pair" { lay-pair(block-data.pictures, block-data.sticky) }
  else if kind == "beside" { lay-beside(block-data.picture) }
  else if kind == "briefs" { lay-briefs(block-data.cells, level) }
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
#outline(title: none, depth: 2)
#block(above: 1.2em, text(size: 8pt, fill: c.muted, d.elsewhere))
#for section in d.sections { lay(section, 2) }
`;
