import path from 'node:path'

import license from 'rollup-plugin-license'
import { defineConfig } from 'vitepress'

import { built, pages } from '../places.mjs'
import { sidebar } from './contents.mjs'

export default defineConfig({
  title: 'dockplay',
  description: 'Installs Docker on CentOS 6 and CentOS 7 hosts over SSH, many at a time',
  srcDir: pages,
  outDir: built,
  cacheDir: path.join(built, '../cache'),
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  buildConcurrency: 1, // the index of the search has the pages in the order in which they come
  markdown: { anchor: { slugify }, config: asItStands, languageAlias: { crontab: 'sh', ftl: 'html' } },
  vite: {
    publicDir: path.join(pages, 'public'),
    plugins: [license({ thirdParty: { output: path.join(built, 'THIRD-PARTY.txt') } })],
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: { miniSearch: { options: { tokenize } }, locales: { zh: { translations: searchInChinese() } } },
    },
  },
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { sidebar: sidebar('en') } },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '通过 SSH 在 CentOS 6 和 CentOS 7 主机上安装 Docker，一次可以处理很多台',
      themeConfig: {
        sidebar: sidebar('zh'),
        outline: { label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '切换语言',
        skipToContentLabel: '跳到正文',
        notFound: { title: '没有这一页', quote: '地址可能写错了，或者这一页已经搬走。', linkLabel: '回到首页', linkText: '回到首页' },
      },
    },
  },
})

/** The pages are Markdown and no templates of Vue's: `{{ … }}` stays as it is. */
function asItStands(markdown) {
  const render = markdown.render.bind(markdown)
  markdown.render = (text, env) => `<div v-pre>${render(text, env)}</div>`
}

/** The anchor of a heading as a git host makes it, so that one link is right in both places. */
function slugify(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

/** Words, and every two neighbouring Chinese characters: Chinese has no spaces. Runs in the reader's browser as well, so it is whole by itself. */
function tokenize(text) {
  return text
    .split(/[\n\r\p{Z}\p{P}]+/u)
    .flatMap((word) => word.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? [])
    .flatMap((word) => (/^\p{Script=Han}{3}/u.test(word) ? [...word].slice(1).map((next, i) => [...word][i] + next) : [word]))
}

function searchInChinese() {
  return {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      displayDetails: '显示详细内容',
      resetButtonTitle: '清空',
      backButtonTitle: '关闭',
      noResultsText: '没有找到',
      footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
    },
  }
}
