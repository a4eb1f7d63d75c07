using Syndication.Digest;
using Syndication.Hosting;

await ServiceHost.Build(args, new DigestModule()).RunAsync();
