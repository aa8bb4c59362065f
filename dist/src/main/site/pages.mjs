// Lays out the pages of the site: the repository's Markdown at the addresses that the site gives it, and what it links to.
// usage: node pages.mjs
import fs from 'node:fs'
import path from 'node:path'

import { chinese, root, pages as target, places } from './places.mjs'

const files = new Map() // what is no page and is linked, by its address in the repository: its address in the site
const at = (file) => path.join(root, file)

/** Where a link of a page leads in the site. */
function address(page, link) {
  const [, file, anchor] = link.match(/^([^#]*)(.*)$/)
  if (file === '' || /^[a-z]+:/.test(file)) return link
  let linked = path.posix.join(path.posix.dirname(page), decodeURI(file)).replace(/\/$/, '')
  if (!fs.existsSync(at(linked))) throw new Error(`${page} links to ${link}, and there is no ${linked}`)
  if (places.has(`${linked}/README.md`)) linked += '/README.md'
  const place = places.get(linked) ?? elsewhere(linked)
  return `/${place}${anchor}`
}

/** A file of docs is served as it is; one from outside becomes a page that shows it. */
function elsewhere(file) {
  const place = file.startsWith('docs/') ? file.slice('docs/'.length) : `source/${file}.md`
  files.set(file, place)
  return place
}

function write(place, text) {
  const file = path.join(target, place)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}

/** A page's text with its links as the site has them; what stands in code stays as it is. */
function withLinks(page, text) {
  return text
    .split(/(^```[^]*?^```$|`[^`\n]+`)/m)
    .map((part, i) => (i % 2 ? part : part.replace(/\]\(([^)\s]+)\)/g, (_, link) => `](${address(page, link)})`)))
    .join('')
    .replace(/(?<=[\p{Script=Han}，。；：、（）“”])\n(?=[\p{Script=Han}，。；：、（）“”])/gu, '') // which would be shown as a space
}

/** A file, or all files of a folder, to be read. */
function source(file) {
  const shown = fs.statSync(at(file)).isDirectory()
    ? fs.readdirSync(at(file)).sort().map((name) => `${file}/${name}`).filter((each) => fs.statSync(at(each)).isFile())
    : [file]
  const language = { '.yml': 'yaml', '.sh': 'sh', '.xsd': 'xml' }
  const code = shown.map((each) => {
    const text = fs.readFileSync(at(each), 'utf8')
    return `\`\`\`\`${language[path.extname(each)] ?? (text.startsWith('#!') ? 'sh' : 'text')}\n${text}\`\`\`\`\n`
  })
  const parts = shown.length === 1 ? code : shown.map((each, i) => `## ${path.basename(each)}\n\n${code[i]}`)
  return `---\nsearch: false\n---\n\n# ${file}\n\n${parts.join('\n')}`
}

fs.rmSync(target, { recursive: true, force: true })
for (const [page, place] of places) {
  const text = fs.readFileSync(at(page), 'utf8')
  write(place, withLinks(page, text))
  if (!place.startsWith('zh/') && !chinese(place)) {
    const title = text.match(/^# (.*)$/m)[1]
    write(`zh/${place}`, `---\nsearch: false\n---\n\n# ${title}\n\n这一页还没有中文译文，请看[英文原文](/${place})。\n`)
  }
}
for (const [file, place] of files) {
  if (place.startsWith('source/')) ['', 'zh/'].forEach((language) => write(language + place, source(file)))
  else write(`public/${place}`, fs.readFileSync(at(file)))
}
