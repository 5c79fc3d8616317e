#pragma once

#include "sample_models/onnx_graph_builder.h"

#include <vector>

// Architectures as they run after training: dropout and auxiliary classifiers are left out.
namespace trilane::samples {

// chains.cpp
[[nodiscard]] SampleModel makeLeNet5();
[[nodiscard]] SampleModel makeVgg16();
[[nodiscard]] SampleModel makeNin();
[[nodiscard]] SampleModel makeTinyYoloV2();

// alexnet.cpp
[[nodiscard]] SampleModel makeAlexNetP();
[[nodiscard]] SampleModel makeSiamese();
[[nodiscard]] SampleModel makeMultiStream();

// googlenet.cpp
[[nodiscard]] SampleModel makeInceptionModule();
[[nodiscard]] SampleModel makeGoogLeNet();

// inception_resnet.cpp
[[nodiscard]] SampleModel makeInceptionResNetV1();

// residual.cpp
[[nodiscard]] SampleModel makeResNet18();
[[nodiscard]] SampleModel makeMobileNetV2();
[[nodiscard]] SampleModel makeDenseNet121();

// transformer.cpp
[[nodiscard]] SampleModel makeTransformerEncoder();

/// Every sample model, by name.
[[nodiscard]] std::vector<SampleModel> makeAllSamples();

}  // namespace trilane::samples
