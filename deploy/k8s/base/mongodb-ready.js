// Asked every few seconds: makes the replica set of one if there is none yet, then ends with 0 if it takes writes.
const fs = require('fs');
const password = fs.readFileSync('/run/secrets/mongodb-root-password', 'utf8').trim();
const uri = `mongodb://root:${password}@127.0.0.1:27017/?directConnection=true&authSource=admin&serverSelectionTimeoutMS=5000`;
const admin = connect(uri).getSiblingDB('admin');

const hello = admin.hello();
if (!hello.setName) {
  // The name that services use, so that what the set tells them of its member is what they can reach.
  const host = process.env.MONGODB_HOST || 'mongodb:27017';
  admin.runCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
}

quit(admin.hello().isWritablePrimary ? 0 : 1);
