// Wildcard patterns as regular expressions.
export const source = (patterns) => `^(${patterns.map((pattern) => pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')).join('|')})$`;

export const toRegex = (patterns) => new RegExp(source(patterns), 's');
