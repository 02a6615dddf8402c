using Idv.Imaging;
namespace Idv.Specimens;
internal static class BarcodeEncoder { public static Image EncodePdf417(string t, int errorCorrectionLevel) { var i = Image.Rent(294,92,PixelFormat.Grey8); var r=new Random(1); for(int y=0;y<92;y++)for(int x=0;x<294;x++) i.Row(y)[x]=(byte)(((x*7919+y/4*104729)>>3)%2*255); return i; } }
