using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Idv.Inference.Tests")]
[assembly: InternalsVisibleTo("Idv.Galleries.Onnx")]
