// Run once by the image, on an empty data folder: the user that services are, on their databases alone.
const fs = require('fs');
const password = fs.readFileSync('/run/secrets/mongodb-password', 'utf8').trim();
const services = ['ingestion', 'translation', 'feeds', 'digest', 'search', 'webhooks', 'newsroom'];
db.getSiblingDB('admin').createUser({
  user: 'syndication',
  pwd: password,
  roles: services.map(service => ({ role: 'readWrite', db: `syndication-${service}` })),
});
