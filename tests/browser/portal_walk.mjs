// Walks through the portal as people do, in Chromium: a guest with a code, a member with a login, a sender who withdraws.
// Each page is checked with axe-core, must not scroll sideways on a telephone, and is photographed.
//   node portal_walk.mjs FIXTURE [FOLDER FOR PICTURES]
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import readline from 'node:readline';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const fixture = process.argv[2] ?? process.env.SLUIS_PORTAL_FIXTURE;
assert(fixture, 'usage: node portal_walk.mjs FIXTURE [FOLDER]');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluis-walk-'));
const pictures = process.argv[3] ?? path.join(folder, 'pictures');
fs.mkdirSync(pictures, { recursive: true });

function certificate() {
  const key = path.join(folder, 'key.pem'), cert = path.join(folder, 'cert.pem'), template = path.join(folder, 'template');
  fs.writeFileSync(template, 'cn = localhost\ndns_name = localhost\ntls_www_server\nsigning_key\nexpiration_days = 2\n');
  execFileSync('certtool', ['--generate-privkey', '--key-type=ecdsa', '--curve=secp256r1', '--outfile', key], { stdio: 'ignore' });
  execFileSync('certtool', ['--generate-self-signed', '--load-privkey', key, '--template', template, '--outfile', cert], { stdio: 'ignore' });
  return [cert, key];
}

const portal = spawn(fixture, certificate(), { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = readline.createInterface({ input: portal.stdout });
const site = JSON.parse(await new Promise((resolve, reject) => {
  lines.once('line', resolve);
  portal.once('exit', (code) => reject(new Error(`the fixture ended with ${code}`)));
}));

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});
const problems = [];
let seen = 0;

/** A person at a device. No bypassCSP: the pages run under their own policy. */
async function person(size) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'nl-BE', viewport: size, acceptDownloads: true });
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (4|5)\d\d/.test(message.text())) problems.push(message.text()); });
  page.on('request', (request) => { if (!request.url().startsWith(site.url)) problems.push(`asked elsewhere: ${request.url()}`); });
  return page;
}

async function look(page, name) {
  seen += 1;
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  for (const violation of result.violations)
    problems.push(`${name}: ${violation.id} ${violation.nodes.map((node) => node.html).slice(0, 2).join(' ')}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) problems.push(`${name}: scrolls sideways by ${overflow} px`);
  assert.equal(await page.locator('h1').count(), 1, `${name}: one heading`);
  assert.equal(await page.getAttribute('html', 'lang'), 'nl');
}

/** The flowchart in an open explanation is drawn, and stands by itself too. */
async function lookAtPicture(page) {
  const picture = page.locator('.picture img').first();
  await picture.scrollIntoViewIfNeeded();
  await page.waitForFunction((image) => image.complete && image.naturalWidth === 1000, await picture.elementHandle());
  const alone = await page.context().newPage();
  const answer = await alone.goto(new URL(await picture.getAttribute('src'), page.url()).href);
  assert.match(answer.headers()['content-type'], /^image\/svg\+xml/);
  assert.equal(await alone.locator('svg > title').count(), 1);
  await alone.close();
}

const code = () => fs.readFileSync(site.code, 'utf8').trim();
const press = (page, name) => page.getByRole('button', { name }).first().click();
const follow = (page, name) => page.getByRole('link', { name }).first().click();

async function walkAsGuest(size, device) {
  const page = await person(size);
  await page.goto(site.url + site.guest);
  await look(page, `${device}-1-link`);
  await press(page, 'Verder');
  assert.equal(new URL(page.url()).pathname, '/toegang');
  await look(page, `${device}-2-toegang`);
  await press(page, 'Stuur mij een code');
  await look(page, `${device}-3-code`);
  await page.getByLabel('Code van 6 cijfers').fill('000000');
  await press(page, 'Verder');
  await look(page, `${device}-4-foute-code`);
  await page.getByLabel('Code van 6 cijfers').fill(code());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/documenten');
  await look(page, `${device}-5-documenten`);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, /Bewaren van Handelingsplan/)]);
  assert.equal(download.suggestedFilename(), 'Handelingsplan Zoë 2026.pdf');
  const [tab] = await Promise.all([page.context().waitForEvent('page'), press(page, /Openen van Brief/)]);
  await tab.waitForLoadState();
  assert.match(await tab.textContent('body'), /aaaa/);
  await tab.close();
  await page.reload();
  await press(page, 'Sluiten en afmelden');
  await look(page, `${device}-6-afgemeld`);
  await page.context().close();
}

async function logIn(page, login) {
  await page.getByLabel('Login of e-mailadres').fill(login);
  await page.getByLabel('Wachtwoord').fill('geheim');
  await press(page, 'Aanmelden');
}

async function walkAsMember(size, device) {
  const page = await person(size);
  await page.goto(site.url + site.member);
  await press(page, 'Verder');
  await look(page, `${device}-7-toegang-met-login`);
  await follow(page, 'Aanmelden');
  await page.getByLabel('Login of e-mailadres').fill('gust');
  await page.getByLabel('Wachtwoord').fill('fout');
  await press(page, 'Aanmelden');
  await look(page, `${device}-8-aanmelden`);
  await logIn(page, 'gust');
  await page.waitForURL('**/documenten');
  await follow(page, 'Alle ontvangen documenten');
  await look(page, `${device}-9-ontvangen`);
  await page.context().close();
}

async function walkAsSender(size, device, withdraws) {
  const page = await person(size);
  await page.goto(`${site.url}/verzonden`);
  await logIn(page, 'an');
  await page.waitForURL('**/verzonden');
  await look(page, `${device}-10-verzonden`);
  await page.getByLabel('Alleen van dossier').fill('D-2041');
  await press(page, 'Toon');
  assert.equal(new URL(page.url()).search, '');
  await follow(page, /Handelingsplan/);
  await page.locator('summary').first().click();
  await lookAtPicture(page);
  await look(page, `${device}-11-verzending`);
  await follow(page, 'Alles intrekken');
  await look(page, `${device}-12-intrekken`);
  if (withdraws) {
    await press(page, 'Ja, trek in');
    await look(page, `${device}-13-ingetrokken`);
  }
  await page.goto(`${site.url}/hulp`);
  await look(page, `${device}-14-hulp`);
  await page.goto(site.url + site.withdrawn);
  await look(page, `${device}-15-link-ingetrokken`);
  await page.goto(`${site.url}/d/onbekend`);
  await look(page, `${device}-16-link-onbekend`);
  await page.context().close();
}

/** Her own mail is held: she proves herself by a code, reads why, and withdraws for one parent. */
async function walkAsStoppedSender(size, device, answers) {
  const page = await person(size);
  await page.goto(site.url + site.stopped);
  await look(page, `${device}-17-tegengehouden-link`);
  await press(page, 'Verder');
  await look(page, `${device}-18-toegang-eigen-mail`);
  await press(page, 'Stuur mij een code');
  await page.getByLabel('Code van 6 cijfers').fill(code());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/tegengehouden/*');
  await page.locator('summary').first().click();
  await lookAtPicture(page);
  await look(page, `${device}-19-tegengehouden`);
  if (answers) {
    await press(page, /Intrekken voor els/);
    await look(page, `${device}-20-wordt-uitgevoerd`);
  }
  await page.context().close();
}

async function walkAsAdministrator(size, device, designates) {
  const page = await person(size);
  await page.goto(`${site.url}/beheer/lezers`);
  await logIn(page, 'rita');
  await page.waitForURL('**/beheer/lezers');
  await page.getByLabel('Rijksregisternummer').fill('87.04.12-987.24');
  await press(page, 'Aanduiden');
  await look(page, `${device}-21-lezers-fout`);
  assert(!(await page.content()).includes('987.24'));
  if (designates) {
    await page.getByLabel('Rijksregisternummer').fill('87.04.12-987.23');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
  }
  await look(page, `${device}-22-lezers`);
  await follow(page, 'Toegang');
  await look(page, `${device}-23-toegangsverslag`);
  const [download] = await Promise.all([page.waitForEvent('download'), follow(page, /rekenblad/)]);
  assert.equal(download.suggestedFilename(), 'toegang.csv');
  await page.context().close();
}

try {
  const telephone = { width: 360, height: 740 }, desk = { width: 1280, height: 800 }, zoomed = { width: 640, height: 400 };
  for (const [size, device, withdraws] of [[telephone, 'telefoon', false], [zoomed, 'zoom200', false], [desk, 'bureau', true]]) {
    await walkAsGuest(size, device);
    await walkAsMember(size, device);
    await walkAsSender(size, device, withdraws);
    await walkAsStoppedSender(size, device, withdraws);
    await walkAsAdministrator(size, device, withdraws);
  }
  assert.deepEqual(problems, []);
  console.log(`portal: ${seen} pages seen, pictures in ${pictures}`);
} finally {
  await browser.close();
  portal.removeAllListeners('exit');
  portal.stdin.end();
}
