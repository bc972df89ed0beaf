// What the page's scripts find, and leave, in the window.

declare global {
  interface Window {
    countyTypologyPack: {
      bytes(id: string): Uint8Array;
      text(id: string): string;
      run(id: string): void;
    };
    countyTypology: object;
  }
  interface Uint8ArrayConstructor {
    /** ECMAScript 2026. */
    fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  }
}

export {};
