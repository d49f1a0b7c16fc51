"""Kernels that run one notebook each in the sandbox, and what writes down what they say."""
