// Checks Kubernetes objects: node check.mjs objects.json (an array). Prints a line per fault; ends with 1 if there is one.
//
// Twice, because neither sees everything: the JSON schemas of kubernetes-models know types, formats and what is required,
// but let a misspelt field pass; its TypeScript declarations, made from the same schemas, know every field's name.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const objects = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const name = object => `${object.kind} ${object.metadata?.name}`;
const faults = [];

// Kustomize breaks long base64 into lines, which the API server joins again.
for (const secret of objects.filter(object => object.kind === 'Secret')) {
  secret.data = Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, value]) => [key, value.replaceAll('\n', '')]));
}

for (const object of objects) {
  try {
    const model = (await import(`kubernetes-models/${object.apiVersion}`))[object.kind];
    if (!model) {
      throw new Error(`${object.apiVersion} knows no ${object.kind}`);
    }
    new model(object).validate();
  } catch (error) {
    faults.push(`${name(object)}: ${error.message}`);
  }
}

const imports = objects.map((object, i) => `import type { I${object.kind} as T${i} } from 'kubernetes-models/${object.apiVersion}';`);
const values = objects.map((object, i) => `export const o${i}: T${i} = ${JSON.stringify(object)};`);
const file = new URL('./objects.ts', import.meta.url).pathname;
writeFileSync(file, [...imports, ...values].join('\n'));
const program = ts.createProgram([file], {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
});
for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
  const line = diagnostic.file?.fileName === file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line : -1;
  const object = objects[line % objects.length];
  faults.push(`${line < 0 ? diagnostic.file?.fileName : name(object)}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '; ')}`);
}

console.log(faults.length === 0 ? `${objects.length} objects, no fault` : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
