// Makes vectors.json: what Spot's constructions must give, worked out a second time with Node's own cryptography and with @hpke/core.
// Not part of the build. To run it again:  npm install @hpke/core@1.9.0 && node vectors.mjs <path of words.en.txt> > vectors.json
// Inputs are fixed, so the output only changes where HPKE draws a fresh key (blocks "foreign").
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

const words = readFileSync(process.argv[2], 'ascii').trim().split('\n');
const hex = bytes => Buffer.from(bytes).toString('hex');
const un = text => Buffer.from(text, 'hex');
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
const counted = (n, from = 0) => Buffer.from(Array.from({ length: n }, (_, i) => (from + i) & 255));

// RFC 5869, written out
const extract = (salt, ikm) => hmac(salt.length ? salt : Buffer.alloc(32), ikm);
function expand(prk, info, length) {
  let block = Buffer.alloc(0), out = Buffer.alloc(0);
  for (let i = 1; out.length < length; i++) out = Buffer.concat([out, block = hmac(prk, Buffer.concat([block, Buffer.from(info), Buffer.from([i])]))]);
  return out.subarray(0, length);
}

// words, as a string of bits
const bits = bytes => [...bytes].map(b => b.toString(2).padStart(8, '0')).join('');
const spell = text => text.match(/.{11}/g).map(x => words[parseInt(x, 2)]);
const coded = (secret, secretBits, label, checkBits) =>
  spell(bits(secret).slice(0, secretBits) + bits(sha256(Buffer.from(label), secret)).slice(0, checkBits));

const u16 = n => { const b = Buffer.alloc(2); b.writeUInt16BE(n); return b; };
const u32 = n => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };
const i64 = n => { const b = Buffer.alloc(8); b.writeBigInt64BE(BigInt(n)); return b; };
const sized = bytes => Buffer.concat([u16(bytes.length), bytes]);

function envelope(key, { tenant, kind, rowId, rowName, sequence, previous }, nonce, plaintext, size) {
  const header = Buffer.concat([Buffer.from([1, 1]), expand(key, 'spot/1/id', 16)]);
  const place = Buffer.concat([tenant, sized(Buffer.from(kind)), Buffer.from([rowName ? 1 : 0]),
    sized(rowName ? Buffer.from(rowName) : rowId), i64(sequence), sized(previous)]);
  const inside = Buffer.concat([u32(plaintext.length), plaintext]);
  const padded = Buffer.concat([inside, Buffer.alloc(size - 46 - inside.length)]);
  const aes = createCipheriv('aes-256-gcm', key, nonce);
  aes.setAAD(Buffer.concat([Buffer.from('spot/1/seal'), header, place]));
  const body = Buffer.concat([aes.update(padded), aes.final()]);
  return Buffer.concat([header, nonce, aes.getAuthTag(), body]);
}

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const array = bytes => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

// RFC 9180's published inputs for kem 0x0010, kdf 0x0001, aead 0x0002, mode base (cfrg/draft-irtf-cfrg-hpke, test-vectors.json).
// The published file is five megabytes; Go keeps one digest of a thousand ciphertexts instead (its rfc9180.json). Meeting that digest
// here shows that the ciphertext below is the one the RFC's inputs lead to.
async function rfc9180() {
  const v = {
    info: '4f6465206f6e2061204772656369616e2055726e',
    ikmE: 'a90d3417c3da9cb6c6ae19b4b5dd6cc9529a4cc24efb7ae0ace1f31887a8cd6c',
    skRm: '317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2',
    pkRm: '04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c',
    enc: '04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0',
    accumulated: '8d3263541fc1695b6e88ff3a1208577c',
  };
  const sender = async () => suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(array(un(v.pkRm))),
    info: array(un(v.info)),
    ekm: await suite.kem.deriveKeyPair(array(un(v.ikmE))),
  });
  const thousand = await sender();
  if (hex(thousand.enc) !== v.enc) throw new Error('another enc than published');
  const source = createHash('shake128', { outputLength: 1 << 20 }).digest();
  const sink = createHash('shake128', { outputLength: 16 });
  let at = 0;
  const draw = () => { const n = source[at++]; at += n; return source.subarray(at - n, at); };
  for (let i = 0; i < 1000; i++) {
    const aad = draw(), plain = draw();
    sink.update(Buffer.from(await thousand.seal(array(plain), array(aad))));
  }
  if (sink.digest('hex') !== v.accumulated) throw new Error('another digest than published');
  const aad = Buffer.from('Count-0'), plain = un('4265617574792069732074727574682c20747275746820626561757479');
  const sealed = await (await sender()).seal(array(plain), array(aad));
  return { info: v.info, privateKey: v.skRm, publicKey: v.pkRm, enc: v.enc, aad: hex(aad), plaintext: hex(plain), ciphertext: hex(sealed) };
}

async function foreign(length) {
  const pair = await suite.kem.generateKeyPair();
  const info = Buffer.from(`tenant/report/${length}`), aad = counted(length % 7), plain = counted(length, 3);
  const sender = await suite.createSenderContext({ recipientPublicKey: pair.publicKey, info: array(info) });
  const sealed = Buffer.from(await sender.seal(array(plain), array(aad)));
  return {
    info: hex(info), aad: hex(aad), plaintext: hex(plain), enc: hex(sender.enc), ciphertext: hex(sealed),
    privateKey: hex(await suite.kem.serializePrivateKey(pair.privateKey)), publicKey: hex(await suite.kem.serializePublicKey(pair.publicKey)),
  };
}

const key = counted(32, 1), secret = counted(20, 9), salt = counted(32, 64), tenant = counted(16, 160), row = counted(16, 200);
const code = Buffer.concat([counted(11, 17), Buffer.from([0xa0])]);
const prk = extract(salt, code);
const envelopes = [
  { name: 'entry', rowId: row, kind: 'turns', sequence: 7, previous: sha256(Buffer.from('before')), plain: Buffer.from('What was said, ä.'), size: 1024 },
  { name: 'head', rowName: 'tenant/self', kind: 'spot.tenant.state', sequence: 0, previous: Buffer.alloc(0), plain: counted(100), size: 4096 },
  { name: 'none', rowId: Buffer.alloc(16), kind: 'general', sequence: -1, previous: Buffer.alloc(0), plain: key, size: 46 + 4 + 32 },
].map((e, i) => {
  const nonce = counted(12, 30 + i);
  return {
    padding: e.name, kind: e.kind, rowId: e.rowId ? hex(e.rowId) : null, rowName: e.rowName ?? null, sequence: e.sequence,
    previous: hex(e.previous), plaintext: hex(e.plain), sealed: hex(envelope(key, { tenant, ...e }, nonce, e.plain, e.size)),
  };
});

console.log(JSON.stringify({
  key: { bytes: hex(key), id: hex(expand(key, 'spot/1/id', 16)), notes: hex(expand(key, 'spot/1/notes', 32)) },
  secret: { bytes: hex(secret), salt: hex(salt), ticket: hex(expand(extract(Buffer.alloc(0), secret), 'spot/1/ticket', 32)), salted: hex(expand(extract(salt, secret), 'spot/1/ticket', 32)) },
  accessCode: { entropy: hex(code), words: coded(code, 92, 'check', 7).join(' '), salt: hex(salt), locator: hex(expand(prk, 'spot/1/locator', 16)), slot: hex(expand(prk, 'spot/1/slot', 32)) },
  paperShare: { bytes: hex(counted(16, 5)), words: coded(counted(16, 5), 128, 'share', 4).join(' ') },
  fingerprint: { key: hex(counted(65, 4)), words: spell(bits(sha256(Buffer.from('fingerprint'), counted(65, 4))).slice(0, 88)).join(' ') },
  timeLogLeaf: { random: hex(counted(32, 7)), record: hex(Buffer.from('%PDF')), leaf: hex(sha256(Buffer.from([0]), counted(32, 7), sha256(Buffer.from('%PDF')))) },
  envelopes: { key: hex(key), tenant: hex(tenant), all: envelopes },
  hpke: { rfc9180: await rfc9180(), foreign: [await foreign(0), await foreign(1), await foreign(64), await foreign(300)] },
}, null, 1));
