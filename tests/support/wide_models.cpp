#include "tests/support/wide_models.h"

#include "tests/support/random_models.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace trilane::test {
namespace {

constexpr std::int64_t kImage = 602'112;  // bytes: 3 x 224 x 224 floats

/// Builds a DAG of layers with one output each.
class Wiring {
public:
    Wiring(std::size_t layers, std::uint64_t seed) : m_dice(seed), m_budget(layers) {}

    static constexpr std::size_t kInput = static_cast<std::size_t>(-1);

    std::size_t add(std::vector<std::size_t> from) {
        std::sort(from.begin(), from.end());
        from.erase(std::unique(from.begin(), from.end()), from.end());
        m_from.push_back(std::move(from));
        return m_from.size() - 1;
    }
    std::size_t chain(std::size_t from, std::size_t length) {
        for (std::size_t i = 0; i < length; ++i)
            from = add({from});
        return from;
    }
    [[nodiscard]] std::size_t size() const { return m_from.size(); }
    [[nodiscard]] std::size_t left() const {
        return m_budget > m_from.size() ? m_budget - m_from.size() : 0;
    }
    Dice& dice() { return m_dice; }
    [[nodiscard]] std::vector<std::int64_t> alive() const;

    Problem finish(double mbps, WideCosts costs);

private:
    Dice m_dice;
    std::size_t m_budget;
    std::vector<std::vector<std::size_t>> m_from;
};

/// For each layer how many outputs of it and of earlier layers are still to be consumed after it.
std::vector<std::int64_t> Wiring::alive() const {
    std::vector<std::size_t> lastUse(m_from.size(), 0);
    for (std::size_t i = 0; i < m_from.size(); ++i)
        for (const std::size_t from : m_from[i])
            if (from != kInput) lastUse[from] = i;
    std::vector<std::int64_t> result(m_from.size(), 0);
    for (std::size_t i = 0; i < m_from.size(); ++i)
        for (std::size_t after = i; after < std::max(lastUse[i], i + 1); ++after)
            ++result[after];
    return result;
}

Problem Wiring::finish(double mbps, WideCosts costs) {
    ModelDescription description;
    description.name = "wide";
    description.inputs = {"image"};
    description.tensors["image"].bytes = Bytes{kImage};
    const std::size_t count = m_from.size();
    const std::vector<std::int64_t> alive = this->alive();
    for (std::size_t i = 0; i < count; ++i) {
        LayerDescription layer;
        layer.name = "layer" + std::to_string(i);
        layer.op = "Conv";
        layer.outputs = {layer.name};
        for (const std::size_t from : m_from[i])
            layer.inputs.push_back(from == kInput ? "image" : "layer" + std::to_string(from));
        const std::int64_t device = m_dice.between(50'000, 2'000'000) * 100 /
                                    static_cast<std::int64_t>(std::max<std::size_t>(count, 1));
        layer.deviceTime = Nanoseconds{device};
        // Shrinks to a sixteenth over the depth of the model, half of it by chance.
        const auto depth = static_cast<std::int64_t>(16 * i / count);
        if (costs == WideCosts::Shrinking) {
            layer.serverTime = Nanoseconds{device / 30 + m_dice.between(0, 2'000)};
            description.tensors[layer.name].bytes =
                Bytes{m_dice.between(20'000, 400'000) / (1 + depth)};
        } else {
            layer.serverTime = Nanoseconds{device / 8 + m_dice.between(0, 2'000)};
            const std::int64_t whole = kImage - static_cast<std::int64_t>(i) * (kImage * 9 / 10) /
                                                    static_cast<std::int64_t>(count);
            description.tensors[layer.name].bytes =
                Bytes{whole / alive[i] * m_dice.between(50, 150) / 100};
        }
        description.layers.push_back(std::move(layer));
    }
    Problem problem;
    problem.model =
        std::make_shared<const Model>(std::get<Model>(buildModel(std::move(description))));
    problem.sources.network.name = "custom";
    problem.sources.network.mbps = mbps;
    problem.durations = std::get<Durations>(computeDurations(*problem.model, problem.sources));
    return problem;
}

void buildTowers(Wiring& wiring, std::size_t layers) {
    constexpr std::size_t kTowers = 8;
    std::vector<std::size_t> ends;
    for (std::size_t t = 0; t < kTowers; ++t)
        ends.push_back(wiring.chain(Wiring::kInput, std::max<std::size_t>(1, layers / kTowers)));
    wiring.add(ends);
}

void buildDenseNet(Wiring& wiring) {
    std::size_t last = wiring.add({Wiring::kInput});
    while (wiring.left() > 1) {
        std::vector<std::size_t> features{last};
        for (int i = 0; i < 12 && wiring.left() > 1; ++i) {
            const std::size_t bottleneck = wiring.add(features);
            features.push_back(wiring.add({bottleneck}));
        }
        last = wiring.add(features);
    }
}

void buildNasnet(Wiring& wiring) {
    std::size_t before = wiring.add({Wiring::kInput});
    std::size_t last = wiring.add({before});
    while (wiring.left() > 12) {
        std::vector<std::size_t> states{wiring.add({before}), wiring.add({last})};
        std::vector<std::size_t> sums;
        for (int block = 0; block < 5; ++block) {
            const std::size_t a = wiring.add({states[wiring.dice().below(states.size())]});
            const std::size_t b = wiring.add({states[wiring.dice().below(states.size())]});
            const std::size_t sum = wiring.add({a, b});
            sums.push_back(sum);
            if (block < 2) states.push_back(sum);
        }
        before = std::exchange(last, wiring.add(sums));
    }
    wiring.add({before, last});
}

void buildDarts(Wiring& wiring) {
    std::size_t before = wiring.add({Wiring::kInput});
    std::size_t last = wiring.add({before});
    while (wiring.left() > 13) {
        std::vector<std::size_t> nodes{before, last};
        std::vector<std::size_t> made;
        for (int node = 0; node < 4; ++node) {
            const std::size_t a = wiring.add({nodes[wiring.dice().below(nodes.size())]});
            const std::size_t b = wiring.add({nodes[wiring.dice().below(nodes.size())]});
            nodes.push_back(wiring.add({a, b}));
            made.push_back(nodes.back());
        }
        before = std::exchange(last, wiring.add(made));
    }
    wiring.add({before, last});
}

void buildRandWire(Wiring& wiring) {
    std::size_t last = wiring.add({Wiring::kInput});
    while (wiring.left() > 2) {
        const std::size_t first = wiring.size();
        const std::size_t stage = std::min<std::size_t>(32, wiring.left());
        std::vector<bool> used(stage, false);
        for (std::size_t i = 0; i < stage; ++i) {
            std::vector<std::size_t> from;
            for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
                std::size_t source = i - back;
                if (wiring.dice().percent(75)) source = wiring.dice().below(i);
                from.push_back(first + source);
                used[source] = true;
            }
            if (from.empty()) from.push_back(last);
            wiring.add(from);
        }
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < stage; ++i)
            if (!used[i]) ends.push_back(first + i);
        last = wiring.add(ends);
    }
}

void buildHrNet(Wiring& wiring) {
    std::vector<std::size_t> streams{wiring.add({Wiring::kInput})};
    while (wiring.left() > 4) {
        for (std::size_t& stream : streams)
            stream = wiring.chain(stream, 3);
        if (streams.size() < 4) streams.push_back(wiring.add({streams.back()}));
        std::vector<std::size_t> fused;
        for (std::size_t i = 0; i < streams.size(); ++i) {
            std::vector<std::size_t> from;
            for (std::size_t j = 0; j < streams.size(); ++j)
                from.push_back(i == j ? streams[j] : wiring.add({streams[j]}));
            fused.push_back(wiring.add(from));
        }
        streams = fused;
    }
    wiring.add(streams);
}

std::size_t buildSeriesParallel(Wiring& wiring, std::size_t from, std::size_t layers) {
    if (layers < 4) return wiring.chain(from, std::max<std::size_t>(1, layers));
    if (wiring.dice().percent(50)) {
        const std::size_t half = 1 + wiring.dice().below(layers - 1);
        return buildSeriesParallel(wiring, buildSeriesParallel(wiring, from, half), layers - half);
    }
    const std::size_t branches = 2 + wiring.dice().below(3);
    std::vector<std::size_t> ends;
    for (std::size_t b = 0; b < branches; ++b)
        ends.push_back(buildSeriesParallel(wiring, from, (layers - 1) / branches));
    return wiring.add(ends);
}

void buildLayered(Wiring& wiring) {
    std::vector<std::size_t> row{Wiring::kInput};
    while (wiring.left() > 1) {
        std::vector<std::size_t> next;
        const std::size_t width = 1 + wiring.dice().below(6);
        for (std::size_t i = 0; i < width; ++i) {
            std::vector<std::size_t> from{row[wiring.dice().below(row.size())]};
            if (wiring.dice().percent(50)) from.push_back(row[wiring.dice().below(row.size())]);
            next.push_back(wiring.add(from));
        }
        row = next;
    }
    wiring.add(row);
}

void buildUnet(Wiring& wiring, std::size_t layers) {
    const std::size_t levels = std::clamp<std::size_t>(layers / 8, 2, 40);
    const std::size_t each = std::max<std::size_t>(1, layers / (2 * levels));
    std::vector<std::size_t> skips;
    std::size_t at = Wiring::kInput;
    for (std::size_t l = 0; l < levels; ++l)
        skips.push_back(at = wiring.chain(at, each));
    at = wiring.chain(at, each);
    for (std::size_t l = levels; l-- > 0;)
        at = wiring.chain(wiring.add({at, skips[l]}), each - 1);
}

void buildTransformer(Wiring& wiring) {
    std::size_t at = wiring.add({Wiring::kInput});
    while (wiring.left() > 12) {
        const std::size_t norm = wiring.add({at});
        const std::size_t q = wiring.chain(norm, 2);
        const std::size_t k = wiring.chain(norm, 2);
        const std::size_t v = wiring.chain(norm, 2);
        const std::size_t attention = wiring.chain(wiring.add({wiring.add({q, k}), v}), 1);
        const std::size_t sum = wiring.add({attention, at});
        at = wiring.add({wiring.chain(sum, 3), sum});
    }
    wiring.add({at});
}

}  // namespace

std::string_view name(WideShape shape) {
    constexpr std::array<std::string_view, 10> kNames{
        "towers", "densenet",        "nasnet",  "darts", "randwire",
        "hrnet",  "series-parallel", "layered", "unet",  "transformer"};
    return kNames[static_cast<std::size_t>(shape)];
}

Problem wideProblem(WideShape shape, std::size_t layers, std::uint64_t seed, double mbps,
                    WideCosts costs) {
    Wiring wiring(layers, seed);
    switch (shape) {
        case WideShape::Towers:
            buildTowers(wiring, layers);
            break;
        case WideShape::DenseNet:
            buildDenseNet(wiring);
            break;
        case WideShape::Nasnet:
            buildNasnet(wiring);
            break;
        case WideShape::Darts:
            buildDarts(wiring);
            break;
        case WideShape::RandWire:
            buildRandWire(wiring);
            break;
        case WideShape::HrNet:
            buildHrNet(wiring);
            break;
        case WideShape::SeriesParallel:
            buildSeriesParallel(wiring, Wiring::kInput, layers);
            break;
        case WideShape::Layered:
            buildLayered(wiring);
            break;
        case WideShape::Unet:
            buildUnet(wiring, layers);
            break;
        case WideShape::Transformer:
            buildTransformer(wiring);
            break;
    }
    return wiring.finish(mbps, costs);
}

}  // namespace trilane::test
