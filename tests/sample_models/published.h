#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trilane::samples {

/// What the literature says about an architecture, to hold the sample model against.
struct Published {
    std::string_view model;
    /// The operators that do the work, as the source counts its layers.
    std::vector<std::pair<std::string_view, int>> layers;
    std::int64_t parameters = 0;
    double gigaMacs = 0;
    double tolerance = 0;  ///< of gigaMacs: half a unit of its last digit unless the source says so
    std::string_view source;
};

/// One row for each sample model.
[[nodiscard]] inline const std::vector<Published>& published() {
    static const std::vector<Published> kTable{
        {"alexnet-p",
         {{"Conv", 2 * 5}, {"Gemm", 3}, {"LRN", 2 * 2}, {"MaxPool", 2 * 3}},
         60'965'224,
         0.724,
         0.0005,
         "Krizhevsky et al. 2012, section 3.5: five convolutional, three full layers, halved over "
         "two GPUs. Parameters: 60,965,224 in HPE's Deep Learning Cookbook, table of models "
         "(Caffe's "
         "grouped bvlc_alexnet). Multiply-adds: 724 M, Sze et al., Efficient Processing of Deep "
         "Neural Networks, Proc. IEEE 2017, Table II; S. Albanie's convnet-burden: caffenet 724 M"},
        {"densenet121",
         {{"Conv", 120}, {"Gemm", 1}, {"BatchNormalization", 121}, {"Concat", 58}},
         7'978'856,
         2.834,
         0.0005,
         "Huang et al. 2017, Table 1: 121 layers with weights, 58 dense layers. torchvision, "
         "densenet121: num_params 7978856, 2.834 G multiply-adds"},
        {"googlenet",
         {{"Conv", 57}, {"Gemm", 1}, {"LRN", 2}, {"MaxPool", 4 + 9}, {"Concat", 9}},
         6'998'552,
         (3'168'570'904 - 3'227'160) * 0.5e-9,
         0.5e-9,
         "Szegedy et al. 2015, Table 1 (each row is tested apart): 3 + 9 x 6 convolutions, one "
         "full "
         "layer. Parameters: 6,998,552 in HPE's Deep Learning Cookbook, table of models, after "
         "Netscope (bvlc_googlenet without auxiliary classifiers). Multiply-adds: the GoogLeNet of "
         "Zhang et al., Dive into Deep Learning, section 8.4, with 1000 classes has 6,998,552 "
         "parameters and 3,168,570,904 FLOPs; 3,227,160 of them add biases, one for each output "
         "of a convolution or full layer"},
        {"inception-module",
         {{"Conv", 6}, {"MaxPool", 1}, {"Concat", 1}},
         163'696,
         0.128,
         0.0005,
         "Szegedy et al. 2015, Table 1, row inception (3a): 159 K parameters (K = 1024, with "
         "biases 163,696 = 159.9 K), 128 M operations (multiply-adds). The sum by hand: 192*64+64 "
         "+ 192*96+96 + 9*96*128+128 + 192*16+16 + 25*16*32+32 + 192*32+32"},
        {"inception-resnet-v1",
         {{"Conv", 132}, {"Gemm", 1}, {"MaxPool", 3}, {"Add", 21}, {"Concat", 21 + 2}},
         23'482'624,
         2.846 / 2,
         0.006,
         "Szegedy et al. 2017: 6 (stem) + 5 x 7 (A) + 4 + 10 x 5 (B) + 7 + 6 x 5 (C) convolutions. "
         "facenet-pytorch, InceptionResnetV1 without logits: 23,482,624. OpenVINO Open Model Zoo, "
         "facenet-20180408-102900: 2.846 GFlops, which include elementwise operators, hence the "
         "tolerance; its 23.469 M parameters (batch normalization folded) are tested below"},
        {"lenet-5",
         {{"Conv", 2}, {"AveragePool", 2}, {"Gemm", 3}},
         61'706,
         416'520e-9,
         0.5e-9,
         "LeCun et al. 1998, Figure 2; by hand: (25+1)*6 + (150+1)*16 + (400+1)*120 + (120+1)*84 + "
         "(84+1)*10 parameters, 784*150 + 100*2400 + 400*120 + 120*84 + 84*10 multiply-adds (the "
         "paper's 60,000 come from fewer connections of C3)"},
        {"mobilenetv2",
         {{"Conv", 52}, {"Gemm", 1}, {"Clip", 35}, {"Add", 10}},
         3'504'872,
         0.301,
         0.0005,
         "Sandler et al. 2018, Table 2. torchvision, mobilenet_v2: num_params 3504872, 0.301 G "
         "multiply-adds"},
        {"multi-stream",
         {{"Conv", 3 * 5}, {"LRN", 3 * 2}, {"MaxPool", 3 * 3}, {"Gemm", 3 * 2 + 1}, {"Concat", 1}},
         3 * (62'378'344 - 4'097'000) + (3 * 4096 + 1) * 1000,
         3 * (1.135256096 - 0.004096) + 0.012288,
         0.5e-9,
         "Three AlexNets without groups, whose last layer is replaced by a joint one. One has "
         "62,378,344 parameters, 4,097,000 of them in its last layer: Mallick and Nayak, Number of "
         "Parameters and Tensor Sizes in a CNN, learnopencv.com, 2018. Multiply-adds of one by "
         "hand: 55^2*96*363 + 27^2*256*2400 + 13^2*(384*2304 + 384*3456 + 256*3456) + 9216*4096 + "
         "4096*4096 + 4096*1000"},
        {"nin",
         {{"Conv", 12}, {"MaxPool", 3}, {"GlobalAveragePool", 1}},
         7'595'176,
         1'100'188'800e-9,
         0.5e-9,
         "M. Lin, Network in Network ImageNet Model (Caffe Model Zoo): 12 convolutions, a 29 MB "
         "file, as 4 x 7,595,176 bytes are. By hand, parameters: 96*364 + 2*96*97 + 256*2401 + "
         "2*256*257 + 384*2305 + 2*384*385 + 1024*3457 + 1024*1025 + 1000*1025; multiply-adds at "
         "54x54, 27x27, 13x13 and 6x6: 54^2*(96*363+2*96^2) + 27^2*(256*2400+2*256^2) + "
         "13^2*(384*2304+2*384^2) + 6^2*(1024*3456+1024^2+1000*1024)"},
        {"resnet18",
         {{"Conv", 17 + 3}, {"Gemm", 1}, {"Add", 8}},
         11'689'512,
         1.814,
         0.0005,
         "He et al. 2016, Table 1: 18 layers with weights and three projections (Table 1 says 1.8 "
         "G). torchvision, resnet18: num_params 11689512, 1.814 G multiply-adds"},
        {"siamese",
         {{"Conv", 2 * 5},
          {"LRN", 2 * 2},
          {"MaxPool", 2 * 3},
          {"Gemm", 2 * 2 + 1},
          {"Sub", 1},
          {"Abs", 1}},
         62'378'344 - 4'097'000 + 4096 + 1,
         2 * (1.135256096 - 0.004096) + 0.000004096,
         0.5e-9,
         "Two towers as in multi-stream that share their weights, and the one-number head of Koch "
         "et al. 2015"},
        {"tiny-yolov2",
         {{"Conv", 9}, {"MaxPool", 6}, {"LeakyRelu", 8}, {"BatchNormalization", 8}},
         15'861'773,
         6.97 / 2,
         0.0025,
         "J. Redmon, YOLOv2 page: Tiny YOLO (VOC) 6.97 Bn operations. Parameters: 15,861,773 "
         "trainable ones in Keras' summary of tiny-yolo-voc; by hand, with k = 9 times 3 x 16, 16 "
         "x "
         "32, ... 512 x 1024, 1024 x 1024 weights (15,727,536), 2 x 3056 of the normalizations and "
         "125 x 1025"},
        {"transformer-encoder",
         {{"MatMul", 6 + 2}, {"Softmax", 1}, {"Erf", 1}},
         7'087'872,
         (128 * 7'077'888 + 2 * 128 * 128 * 768) * 1e-9,
         0.5e-9,
         "Devlin et al. 2019, BERT-base: 12 H^2 + 13 H parameters a layer, H = 768; 12 layers, "
         "embeddings and pooler make 109,482,240, the paper's 110 M. Multiply-adds by hand: T = "
         "128 "
         "tokens by 12 H^2 weights, and T^2 H each for scores and context. 12 layers come to 22.35 "
         "G operations; Jiao et al., TinyBERT, 2020, Table 1, has 22.5 B for the whole"},
        {"vgg16",
         {{"Conv", 13}, {"Gemm", 3}, {"MaxPool", 5}},
         138'357'544,
         15.47,
         0.005,
         "Simonyan and Zisserman 2015, Table 1, D. torchvision, vgg16: num_params 138357544, 15.47 "
         "G multiply-adds"},
    };
    return kTable;
}

}  // namespace trilane::samples
