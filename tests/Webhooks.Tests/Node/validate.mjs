// Validates JSON files against a schema, and reports members that it does not describe: validate.mjs SCHEMA FILE...
import Ajv from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

const [, , schemaFile, ...files] = process.argv;
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const validate = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true }).compile(schema);

const resolve = part => part.$ref ? { ...resolve(part.$ref.split('/').slice(1).reduce((at, name) => at[name], schema)), ...part, $ref: undefined } : part;

// Every schema that may describe a value: alternatives included, since Ajv has said already which one holds.
function* parts(part) {
  const own = resolve(part);
  yield own;
  for (const each of [...(own.allOf ?? []), ...(own.oneOf ?? []), ...(own.then ? [own.then] : [])]) yield* parts(each);
}

function undescribed(value, descriptions, path) {
  if (Array.isArray(value)) {
    const items = descriptions.flatMap(each => each.items ? [...parts(each.items)] : []);
    return value.flatMap((each, i) => undescribed(each, items, `${path}[${i}]`));
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const members = descriptions.flatMap(one => one.properties?.[name] ? [...parts(one.properties[name])] : []);
    return members.length === 0 ? [`${path}.${name}`] : undescribed(each, members, `${path}.${name}`);
  });
}

let isGood = true;
for (const file of files) {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  const faults = validate(document) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
  const unknown = undescribed(document, [...parts(schema)], '$');
  if (faults.length + unknown.length > 0) {
    isGood = false;
    console.log(`${file}: ${[...faults, ...unknown.map(path => `${path} is not described`)].join('; ')}`);
  }
}
process.exit(isGood ? 0 : 1);
