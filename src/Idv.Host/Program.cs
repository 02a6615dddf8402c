using Idv.Host.Commands;

return await IdvCommand.RunAsync(args);
