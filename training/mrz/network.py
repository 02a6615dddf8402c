"""The reader: six convolutions that fold the 28 rows away, then three along the line. One step per four columns."""

import torch
from torch import nn

import content


def _block(inputs, outputs, kernel, stride=1, padding=None):
    padding = padding if padding is not None else tuple(k // 2 for k in kernel)
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class LineReader(nn.Module):
    def __init__(self, width=96):
        super().__init__()
        self.shapes = nn.Sequential(
            _block(1, 20, (5, 5), 2),                      # 14 rows
            _block(20, 32, (3, 3), 2),                     # 7 rows
            _block(32, 48, (3, 3)),
            _block(48, 64, (3, 3), (2, 1)),                # 4 rows
            _block(64, width, (4, 3), 1, (0, 1)),          # 1 row
        )
        self.near = _block(width, width, (1, 5))
        self.far = _block(width, width, (1, 5))
        self.drop = nn.Dropout(0.1)
        self.last = nn.Conv2d(width, content.BLANK + 1, (1, 1))

    def forward(self, crops):
        """From [batch, 1, 28, width] of zero mean and unit deviation to log-probabilities [batch, width / 4, 38], the blank last."""
        x = self.shapes(crops)
        x = x + self.near(x)
        x = x + self.far(x)
        x = self.last(self.drop(x)).squeeze(2).transpose(1, 2)
        return torch.log_softmax(x, 2)
