// The whole way of a share in Chromium, on a running installation: a guest opens a link, a member reads with a login, the sender
// sees who consulted what and withdraws. node recipient_way.mjs SITE.json ; prints what it saw as JSON.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../browser/', import.meta.url));
const { chromium } = require('playwright-core');
const site = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const problems = [];
let seen = 0;

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});

/** A person at a device of their own; pages run under their own policy. */
async function person(viewport = { width: 1280, height: 800 }) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'nl-BE', viewport, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) problems.push(message.text()); });
  page.on('request', (request) => { if (!request.url().startsWith(site.url)) problems.push(`asked elsewhere: ${request.url()}`); });
  return page;
}

async function look(page, name) {
  seen += 1;
  await page.screenshot({ path: path.join(site.pictures, `${String(seen).padStart(2, '0')}-${name}.png`), fullPage: true });
  return page.locator('main').innerText();
}

const press = (page, name) => page.getByRole('button', { name }).first().click();
const follow = (page, name) => page.getByRole('link', { name }).first().click();

/** The newest code mailed to an address: the mailbox keeps each mail as a file with its envelope above it. */
async function codeFor(address) {
  const end = Date.now() + 120000;
  while (Date.now() < end) {
    const mails = fs.readdirSync(site.mailbox).filter((name) => name.endsWith('.eml')).sort().reverse();
    for (const name of mails) {
      const mail = fs.readFileSync(path.join(site.mailbox, name), 'utf8');
      const code = /^ {4}(\d{6})\r?$/m.exec(mail);
      if (code && mail.includes(`X-Envelope-To: ${address}\r\n`)) return code[1];
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no code arrived');
}

async function save(page, button, file) {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  await download.saveAs(file);
  return download.suggestedFilename();
}

async function guestOpens() {
  const page = await person({ width: 390, height: 844 });
  await page.goto(site.guest.link);
  const landing = await look(page, 'gast-link');
  assert(!landing.includes('Handelingsplan.pdf'), 'the link alone shows no file name');
  await press(page, 'Verder');
  await look(page, 'gast-toegang');
  await press(page, 'Stuur mij een code');
  await look(page, 'gast-code');
  const code = await codeFor(site.guest.address);
  await page.getByLabel('Code van 6 cijfers').fill(code === '000000' ? '000001' : '000000');
  await press(page, 'Verder');
  assert.match(await look(page, 'gast-foute-code'), /klopt niet/);
  await page.getByLabel('Code van 6 cijfers').fill(code);
  await press(page, 'Verder');
  await page.waitForURL('**/documenten');
  await look(page, 'gast-documenten');
  const name = await save(page, /Bewaren van/, site.guest.file);
  return { page, name };
}

async function logIn(page, login, password) {
  await page.getByLabel('Login of e-mailadres').fill(login);
  await page.getByLabel('Wachtwoord').fill(password);
  await press(page, 'Aanmelden');
}

async function memberReads() {
  const page = await person();
  await page.goto(site.member.link);
  await press(page, 'Verder');
  await follow(page, 'Aanmelden');
  await logIn(page, site.member.login, 'verkeerd');
  await look(page, 'lid-fout-wachtwoord');
  await logIn(page, site.member.login, site.member.password);
  await page.waitForURL('**/documenten');
  await look(page, 'lid-documenten');
  const name = await save(page, /Bewaren van/, site.member.file);
  await follow(page, 'Alle ontvangen documenten');
  await look(page, 'lid-ontvangen');
  await page.context().close();
  return name;
}

async function senderWithdraws() {
  const page = await person();
  await page.goto(site.sender.link);
  if (await page.getByLabel('Wachtwoord').count()) await logIn(page, site.sender.login, site.sender.password);
  await page.waitForLoadState();
  const consulted = await look(page, 'afzender-verzending');
  await follow(page, 'Alles intrekken');
  await look(page, 'afzender-intrekken');
  await press(page, 'Ja, trek in');
  const withdrawn = await look(page, 'afzender-ingetrokken');
  await page.goto(`${site.url}/verzonden`);
  await look(page, 'afzender-verzonden');
  await page.context().close();
  return { consulted, withdrawn };
}

async function guestComesBack(page) {
  const response = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await press(page, /Bewaren van/);
  const status = (await response).status();
  const old = await look(page, 'gast-na-intrekken');
  await page.context().close();
  const again = await person({ width: 390, height: 844 });
  await again.goto(site.guest.link);
  const link = await look(again, 'gast-link-ingetrokken');
  await again.context().close();
  return { status, old, link };
}

try {
  const guest = await guestOpens();
  const memberName = await memberReads();
  const sender = await senderWithdraws();
  const back = await guestComesBack(guest.page);
  assert.deepEqual(problems, []);
  console.log(JSON.stringify({ guestName: guest.name, memberName, sender, back, seen }));
} finally {
  await browser.close();
}
