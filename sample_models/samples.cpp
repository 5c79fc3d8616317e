#include "sample_models/samples.h"

namespace trilane::samples {

std::vector<SampleModel> makeAllSamples() {
    std::vector<SampleModel> models;
    for (const auto make :
         {makeAlexNetP, makeDenseNet121, makeGoogLeNet, makeInceptionModule, makeInceptionResNetV1,
          makeLeNet5, makeMobileNetV2, makeMultiStream, makeNin, makeResNet18, makeSiamese,
          makeTinyYoloV2, makeTransformerEncoder, makeVgg16})
        models.push_back(make());
    return models;
}

}  // namespace trilane::samples
