// A CloudFront function for viewer requests (runtime cloudfront-js-2.0): S3 knows neither index.html in folders nor redirects.
// REDIRECTS is written by the command in the README, from public/_redirects.

const REDIRECTS = {};

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  const target = REDIRECTS[uri] || REDIRECTS[uri.replace(/\/$/, "")];
  if (target) return moved(target);
  if (uri.endsWith("/")) request.uri = uri + "index.html";
  else if (/^\/codes\/[1-6]\d\d$/.test(uri)) return moved(uri + "/");
  return request;
}

function moved(target) {
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: target } } };
}
