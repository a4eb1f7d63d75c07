using Syndication.Hosting;
using Syndication.Search;

await ServiceHost.Build(args, new SearchModule()).RunAsync();
