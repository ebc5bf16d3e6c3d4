import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip archive; what is stated here stands in place of the truth. */
export interface ZipFile {
  readonly name: string;
  readonly text: string;
  readonly stored?: boolean;
  /** Unpacked size, as the archive says. */
  readonly size?: number;
  readonly crc?: number;
  /** Unix type and permissions: 0o120777 is a symbolic link. */
  readonly mode?: number;
  readonly isEncrypted?: boolean;
}

/** A zip archive (APPNOTE 4.3) of these files, right or wrong. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const content = Buffer.from(file.text);
    const data = file.stored === true ? content : deflateRawSync(content);
    const name = Buffer.from(file.name);
    const fields = fieldsOf(file, content, data, name);
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), fields]);
    const central = Buffer.concat([Buffer.from('504b010214031400', 'hex'), fields, Buffer.alloc(14)]);
    central.writeUInt32LE(((file.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    parts.push(local, name, data);
    directory.push(central, name);
    offset += local.length + name.length + data.length;
  }
  return Buffer.concat([...parts, ...directory, endOf(files.length, directory, offset)]);
}

/** Flags to the length of the extra field: what both headers of a file share. */
function fieldsOf(file: ZipFile, content: Buffer, data: Buffer, name: Buffer): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(0x800 | (file.isEncrypted === true ? 1 : 0), 0);
  fields.writeUInt16LE(file.stored === true ? 0 : 8, 2);
  fields.writeUInt32LE(file.crc ?? crc32(content), 8);
  fields.writeUInt32LE(data.length, 12);
  fields.writeUInt32LE(file.size ?? content.length, 16);
  fields.writeUInt16LE(name.length, 20);
  return fields;
}

function endOf(count: number, directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return end;
}
