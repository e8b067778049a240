/**
 * The executive page as Typst. It is a constant: everything that a run says comes in as JSON (`sys.inputs.data`) and is set
 * as text, so that no name or message is ever read as markup.
 */
export const EXECUTIVE_TEMPLATE = `
#let page-data = json(bytes(sys.inputs.data))
#let d = page-data.executive
#let c = page-data.colours.pairs().map(((name, value)) => (name, rgb(value))).to-dict()
#let signs = page-data.signs
#let told(words) = d.words.at(words)

#set document(title: d.title, author: ())
#set page(paper: page-data.paper, margin: (x: 15mm, top: 12mm, bottom: 13mm), footer-descent: 4mm, footer: text(size: 7.5pt, fill: c.muted)[
  #told("Effects: against what would have been without the change, with 95 % intervals. Money: to date, with P5–P95; benefits by class: without the stabilization weeks.")
])
#set text(font: page-data.font, size: page-data.size * 1pt, lang: page-data.language.lang, region: page-data.language.region, fallback: false, fill: c.ink, number-width: "tabular", hyphenate: false)
#set par(leading: 0.5em, spacing: 0.6em)
#show heading.where(level: 1): it => block(below: 0.7em, text(size: 1.75 * page-data.size * 1pt, weight: 600, it.body))
#show heading.where(level: 2): it => block(above: 1.15em, below: 0.55em, text(size: 1.15 * page-data.size * 1pt, weight: 600, it.body))

#let quiet(body) = text(fill: c.muted, body)
#let rule = line(length: 100%, stroke: 0.5pt + c.rule)
#let more(part) = quiet(part.rest)
#let badge(style) = box(width: 10pt, height: 10pt, baseline: 2pt, radius: 2pt, fill: rgb(style.fill), stroke: 0.6pt + rgb(style.edge),
  align(center + horizon, text(size: 8pt, weight: 600, fill: rgb(style.ink), style.sign)))
#let heads(..names) = table.header(..names.pos().map(name => text(size: 0.88em, fill: c.muted, name)))

#let assure(kind) = if kind == "none" { quiet("–") } else {
  box(width: 8pt, height: 8pt, baseline: 1pt, {
    place(circle(radius: 4pt, stroke: 0.8pt + c.ink, fill: if kind == "met" { c.ink }))
    if kind == "chance" { place(curve(fill: c.ink, curve.move((4pt, 0pt)), curve.cubic((1.8pt, 0pt), (0pt, 1.8pt), (0pt, 4pt)), curve.cubic((0pt, 6.2pt), (1.8pt, 8pt), (4pt, 8pt)), curve.close())) }
  })
}

#let spark(s) = {
  let (w, h) = (74pt, 11pt)
  let at(p) = (p.x * w, h - p.y * h)
  pdf.artifact(box(width: w, height: h, baseline: 2pt, {
    if s.goLive != none { place(line(start: (s.goLive * w, -1.5pt), end: (s.goLive * w, h + 1.5pt), stroke: 0.7pt + c.ink)) }
    for points in s.stretches {
      if points.len() == 1 { place(dx: at(points.first()).at(0) - 0.6pt, dy: at(points.first()).at(1) - 0.6pt, circle(radius: 0.6pt, fill: c.muted)) }
      else { place(curve(stroke: 0.7pt + c.muted, curve.move(at(points.first())), ..points.slice(1).map(p => curve.line(at(p))))) }
    }
  }))
}

// A verdict of several words breaks into lines before it takes the KPI's name its room.
#let verdict(row) = grid(columns: (14pt, auto), align: horizon, badge(signs.at(row.verdict)), context box(width: calc.min(measure(row.said).width + 0.1pt, 62pt), row.said))

// An effect in a long unit of measure breaks into lines before it takes the KPI's name its room.
#let narrow(body) = context box(width: calc.min(measure(body).width + 0.1pt, 90pt), body)

#let bar(row) = {
  let h = 9pt
  let at(x) = x * 100%
  let zero = d.benefits.scale.zero
  let tick(x, y, stroke) = place(line(start: (at(x), y), end: (at(x), h - y), stroke: stroke))
  pdf.artifact(box(width: 100%, height: h, {
    if row.bar != none {
      let likely = row.bar.likely
      let fill = if likely < zero { c.concern } else if row.cash { c.improvement } else { c.common }
      place(dx: at(calc.min(zero, likely)), dy: 1.5pt, rect(width: at(calc.abs(likely - zero)), height: h - 3pt, fill: fill))
      if row.bar.low != none and row.bar.high != none {
        place(line(start: (at(row.bar.low), h / 2), end: (at(row.bar.high), h / 2), stroke: 1pt + c.ink))
        for x in (row.bar.low, row.bar.high) { tick(x, 2.3pt, 1pt + c.ink) }
      }
    }
    if row.plannedAt != none { tick(row.plannedAt, 0pt, (paint: c.ink, thickness: 0.9pt, dash: (1.5pt, 1.2pt))) }
    tick(zero, 0pt, 0.5pt + c.muted)
  }))
}

#if d.notice != none { block(width: 100%, fill: c.concernSoft, inset: (x: 6pt, y: 4pt), below: 8pt, text(size: 8pt)[#strong(told("Synthetic data")) #d.notice]) }
#let logo = page-data.logo
#if logo == none { heading(level: 1, d.title) } else {
  block(below: 0.7em, grid(columns: (1fr, auto), column-gutter: 12pt, heading(level: 1, d.title),
    image(bytes(logo.svg), format: "svg", width: 1cm * calc.min(4, 0.9 * logo.ratio), alt: logo.alternative)))
}
#for part in d.subtitle { if part.strong { text(weight: 600, part.text) } else { quiet(part.text) } }
#v(1pt)
#rule
#block(above: 1em, below: 0.9em, { set par(leading: 0.55em); text(size: 1.4em, weight: 600, d.answer) })
#if d.beside != none { block(below: 1.3em, text(size: 1.1em, d.beside)) }

#if d.benefits.rows.len() > 0 [
  == #d.benefits.title
  #table(columns: (auto, 1fr, auto, auto, auto), align: (x, y) => (if x < 2 { left } else { right }) + horizon, stroke: none, inset: (x: 0pt, y: 2.4pt), column-gutter: 12pt,
    heads(..("Class", "Demonstrated, with interval; dashed: planned", "Demonstrated", "P5–P95", "Planned").map(told)),
    ..d.benefits.rows.map(row => (
      if row.cash { row.name } else { [#row.name #quiet[(#told("not cash"))]] }, bar(row),
      text(weight: 600, row.demonstrated), row.interval, row.planned,
    )).flatten())
]

#if d.kpis.rows.len() > 0 [
  == #told("KPIs, those that worsened or carry money first")
  #table(columns: (auto, 1fr, auto, auto, auto, auto), align: (x, y) => (if x < 4 { left } else { right }) + horizon, stroke: (x, y) => if y > 0 { (top: 0.4pt + c.grid) }, inset: (x, y) => (left: if x > 0 { 4pt } else { 0pt }, right: if x < 5 { 4pt } else { 0pt }, y: 2.6pt),
    heads(..("Verdict", "KPI, unit", "Series, go-live ruled", "Target met lately", "Effect", "95 % interval").map(told)),
    ..d.kpis.rows.map(row => (
      verdict(row), [#row.label \\ #quiet(row.unit)], spark(row.spark),
      [#assure(row.assurance.kind)#h(4pt)#row.assurance.words],
      narrow(text(weight: 600, row.effect)), row.interval,
    )).flatten())
  #quiet(d.kpis.more)
]

#v(0.7em)
#grid(columns: (1.5fr, 1fr), column-gutter: 16pt,
  [
    == #told("Not claimed, and why")
    #if d.notClaimed.items.len() == 0 { quiet(told("Nothing registered is left unclaimed.")) }
    #for item in d.notClaimed.items { par[#strong(item.name): #item.why] }
    #more(d.notClaimed)
  ],
  [
    == #told("Audit checks")
    #d.audit.summary
    #for item in d.audit.items { par[#strong(told(item.result)): #item.name] }
    #more(d.audit)
  ])

== #told("Decisions needed")
#if d.decisions.items.len() == 0 { quiet(told("None: nothing fails, nothing worsened, nothing warns.")) } else {
  enum(indent: 0pt, body-indent: 5pt, spacing: 0.5em, ..d.decisions.items.map(item => [#item.what #quiet("→") #strong(item.owner), #item.due]))
}
#more(d.decisions)

#v(0.4em)
#let changed(title, part) = [
  #heading(level: 2, title)
  #part.summary
  #for item in part.items { par(item) }
  #more(part)
]
#if d.since == none { changed(told("Changed since the seal"), d.changes) } else {
  grid(columns: (1fr, 1fr), column-gutter: 16pt, changed(told("Since the last report"), d.since), changed(told("Changed since the seal"), d.changes))
}
`;
