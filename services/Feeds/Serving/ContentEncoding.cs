namespace Syndication.Feeds.Serving;

internal enum ContentEncoding { Identity, Gzip, Brotli }
