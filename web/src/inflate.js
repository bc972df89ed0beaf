// fflate's inflate. It makes tables when it is loaded, which takes milliseconds that most pages need not
// spend: in the bundle (build.js) it is loaded by the first call.
export { inflateSync } from "fflate";
