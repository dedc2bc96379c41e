// Markdown as GitHub renders it in job summaries and comments: its dialect, its allow-list of HTML, its alerts.
// https://github.github.com/gfm/ and the schema GitHub published with html-pipeline, which is rehype-sanitize's default.
import rehypeGithubAlert from 'rehype-github-alert';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)
  // After the sanitising, as GitHub does: alerts have classes and pictures that no author may write.
  .use(rehypeGithubAlert)
  .use(rehypeStringify);

/** The HTML of a Markdown text, safe to show. */
export function renderMarkdown(markdown) {
  return String(pipeline.processSync(markdown));
}
