// What is where in the side bar: the same in both languages; a page without Chinese is named in English, and leads to English.
import { chinese, places, title } from '../places.mjs'

const parts = [
  ['Start', '开始', ['index', 'install', 'tutorial', 'faq', 'coming-from-ansible']],
  ['Recipes', '实例', ['recipes/*']],
  ['Reference', '参考', ['commands', 'playbook', 'inventory', 'ssh', 'vault', 'plan', 'bundle', 'drift', 'record', 'uninstall', 'errors', 'json', 'ci', 'editors']],
  ['Modules', '模块', ['modules/*']],
  ['What to rely on', '可以指望什么', ['promise', 'reliability', 'security', 'bad-day', 'lab', 'document', 'comparison']],
  ['For developers', '开发者', ['architecture', 'contributing', 'bench', 'changelog']],
  ['Decisions', '设计决定', ['decisions/*']],
]

const english = [...places.values()].filter((place) => !place.startsWith('zh/'))

/** The pages of a part; `folder/*` are all of a folder, its index first. */
function listed(names) {
  return names.flatMap((name) =>
    name.endsWith('/*')
      ? english.filter((place) => place.startsWith(name.slice(0, -1))).sort((a, b) => b.endsWith('/index.md') - a.endsWith('/index.md'))
      : [`${name}.md`],
  )
}

const missing = english.filter((place) => !parts.some(([, , names]) => listed(names).includes(place)))
if (missing.length) throw new Error(`dist/src/main/site/.vitepress/contents.mjs has no place for ${missing.join(', ')}`)

/** The side bar of a language. */
export function sidebar(language) {
  return parts.map(([name, nameInChinese, names], i) => ({
    text: language === 'zh' ? nameInChinese : name,
    collapsed: i > 2,
    items: listed(names).map((place) => {
      const translated = language === 'zh' && chinese(place)
      const link = (translated ? `/zh/${place}` : `/${place}`).replace(/(index)?\.md$/, '')
      return { text: title(translated ? `zh/${place}` : place) + (language === 'zh' && !translated ? '（英文）' : ''), link }
    }),
  }))
}
