// Sends one ready mail with nodemailer: node nodemailer_send.mjs PORT CERTIFICATE LOGIN PASSWORD FROM TO < mail
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../browser/', import.meta.url));
const nodemailer = require('nodemailer');
const [port, certificate, user, pass, from, to] = process.argv.slice(2);

const transport = nodemailer.createTransport({
  host: 'localhost', port: Number(port), secure: false, requireTLS: true,
  auth: { user, pass }, tls: { ca: fs.readFileSync(certificate), servername: 'localhost' },
});
const { response } = await transport.sendMail({ envelope: { from, to: [to] }, raw: fs.readFileSync(0) });
transport.close();
console.log(response);
