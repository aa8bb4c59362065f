// Which Markdown of the repository is a page of the site, and at which address.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

// This folder is copied to dist/target/site before it is used: src/main/sh/site does that.
const here = fileURLToPath(new URL('./', import.meta.url))
export const root = path.join(here, '../../..')
export const pages = path.join(here, 'pages')
export const built = path.join(here, 'html')

function markdown(folder) {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`
    return entry.isDirectory() ? markdown(file) : file.endsWith('.md') ? [file] : []
  })
}

/** The pages, by their place in the repository: their place in the site. */
export const places = new Map([
  ['README.md', 'index.md'],
  ['README.zh-CN.md', 'zh/index.md'],
  ['CONTRIBUTING.md', 'contributing.md'],
  ['CHANGELOG.md', 'changelog.md'],
  ['bench/README.md', 'bench.md'],
  ...markdown('docs')
    .sort()
    .map((file) => [file, file.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md')]),
])

const byPlace = new Map([...places].map(([file, place]) => [place, file]))

/** The Chinese page of an English one, if there is one. */
export const chinese = (place) => byPlace.get(`zh/${place}`)

/** The first heading of the page at a place. */
export function title(place) {
  const text = fs.readFileSync(path.join(root, byPlace.get(place)), 'utf8')
  return text.match(/^# (.*)$/m)[1].replaceAll('`', '')
}
