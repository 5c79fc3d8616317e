// The minimum cuts behind a CutRelaxation: their network, what a cut costs on each lane, and the
// weights of the lanes.

#include "core/plan/cut_relaxation.h"

#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

double dot(const std::array<double, 3>& weights, const LaneEnds& ends) {
    return weights[0] * static_cast<double>(ends[0]) + weights[1] * static_cast<double>(ends[1]) +
           weights[2] * static_cast<double>(ends[2]);
}

}  // namespace

/// The link alone, on what crosses for sure: those made after some time come after that time.
void CutRelaxation::boundMust(std::vector<std::size_t>& must) {
    const auto& tensors = m_block.tensors();
    std::sort(must.begin(), must.end(),
              [&](std::size_t a, std::size_t b) { return tensors[a].head > tensors[b].head; });
    const Nanoseconds latency = m_block.timed().durations().latency;
    Nanoseconds sends;
    Nanoseconds shortest = kNever;
    for (const std::size_t k : must) {
        sends += tensors[k].send;
        shortest = std::min(shortest, m_tensors[k].tail);
        m_simpleBound = std::max({m_simpleBound, tensors[k].head + sends + latency + shortest,
                                  tensors[k].head + tensors[k].send + latency + m_tensors[k].tail});
    }
}

void CutRelaxation::addTensorToNetwork(std::size_t tensor, std::int64_t price) {
    const CutBlock::CutTensor& crossing = m_block.tensors()[tensor];
    const bool made = crossing.fromBefore || m_side[crossing.maker] == Side::Device;
    const bool banned = m_tensors[tensor].banned;
    if (m_tensors[tensor].sure) {  // crosses if and only if it is made on the device
        if (!banned) m_network.addLoad(m_node[crossing.maker], price, 0);
        return;
    }
    m_consumers.clear();
    for (const CutBlock::Local consumer : crossing.consumers)
        if (m_side[consumer] == Side::Open && counts(consumer))
            m_consumers.push_back(m_node[consumer]);
    if (!made)
        m_network.addTensor(m_node[crossing.maker], m_consumers,
                            banned ? MinCut::kInfinite : price);
    else if (!banned)
        m_network.addMadeTensor(m_consumers, price);
}

void CutRelaxation::buildNetwork(const LaneWeights& weights) {
    m_network.reset(m_openLayers.size());
    for (std::size_t n = 0; n < m_openLayers.size(); ++n)
        m_node[m_openLayers[n]] = static_cast<LoadNetwork::Index>(n);
    for (std::size_t n = 0; n < m_openLayers.size(); ++n) {
        const std::size_t i = m_openLayers[n];
        if (!counts(i)) continue;
        m_network.addLoad(n, weights[kDevice] * m_block.device(i).count(),
                          m_pivot ? 0 : weights[kServer] * m_block.server(i).count());
        for (const CutBlock::Local p : m_block.predecessors(i))
            if (m_side[p] == Side::Open) m_network.addPredecessor(n, m_node[p]);
    }
    for (std::size_t k = 0; k < m_tensors.size(); ++k)
        if (m_tensors[k].banned || (m_tensors[k].may && !m_tensors[k].must))
            addTensorToNetwork(k, weights[kLink] * m_block.tensors()[k].send.count());
    if (m_pivot) addPivotToNetwork(weights[kServer]);
}

LayerSet CutRelaxation::cutFound() const {
    LayerSet cut = m_device;
    for (std::size_t n = 0; n < m_openLayers.size(); ++n)
        if (m_network.onDevice(n)) cut.set(m_openLayers[n]);
    // What does not count is free to save the sending of what it needs.
    for (const std::size_t i : m_openLayers) {
        const auto& needs = m_block.predecessors(i);
        if (!counts(i) &&
            std::all_of(needs.begin(), needs.end(), [&](CutBlock::Local p) { return cut[p]; }))
            cut.set(i);
    }
    return cut;
}

LaneEnds CutRelaxation::endsOf(const LayerSet& cut) const {
    LaneEnds ends = m_fixed;
    for (const std::size_t i : m_openLayers) {
        if (!counts(i)) continue;
        if (cut[i])
            ends[kDevice] += m_block.device(i).count();
        else if (!m_pivot)
            ends[kServer] += m_block.server(i).count();
    }
    if (m_pivot) ends[kServer] += pivotLoad(cut);
    for (std::size_t k = 0; k < m_tensors.size(); ++k) {
        if (!m_tensors[k].may || m_tensors[k].must) continue;
        const CutBlock::CutTensor& tensor = m_block.tensors()[k];
        if (!tensor.fromBefore && !cut[tensor.maker]) continue;
        if (m_tensors[k].sure ||
            std::any_of(tensor.consumers.begin(), tensor.consumers.end(),
                        [&](CutBlock::Local c) { return !cut[c] && counts(c); }))
            ends[kLink] += tensor.send.count();
    }
    return ends;
}

std::int64_t CutRelaxation::weigh(const LaneWeights& weights, const LaneEnds& ends) const {
    return weights[0] * ends[0] + weights[1] * ends[1] + weights[2] * ends[2];
}

/// The weights under which the cheapest of the planes is most expensive: at a corner of the
/// simplex, where two planes meet on its edge, or where three meet.
LaneWeights CutRelaxation::bestWeights(const std::vector<Plane>& planes) const {
    std::array<double, 3> best{};
    double bestValue = -1;
    const auto consider = [&](const std::array<double, 3>& weights) {
        for (const double weight : weights)
            if (!(weight >= -1e-12)) return;
        double value = dot(weights, planes.front().ends);
        for (const Plane& plane : planes)
            value = std::min(value, dot(weights, plane.ends));
        if (value <= bestValue * (1 + 1e-12)) return;
        bestValue = value;
        best = weights;
    };
    consider({1, 0, 0});
    consider({0, 1, 0});
    consider({0, 0, 1});
    const auto difference = [&](std::size_t a, std::size_t b) {
        std::array<double, 3> d{};
        for (std::size_t lane = 0; lane < 3; ++lane)
            d[lane] = static_cast<double>(planes[a].ends[lane] - planes[b].ends[lane]);
        return d;
    };
    for (std::size_t a = 0; a < planes.size(); ++a)
        for (std::size_t b = a + 1; b < planes.size(); ++b) {
            const auto ab = difference(a, b);
            for (std::size_t zero = 0; zero < 3; ++zero) {
                const std::size_t p = (zero + 1) % 3;
                const std::size_t q = (zero + 2) % 3;
                std::array<double, 3> weights{};
                weights[p] = ab[q] / (ab[q] - ab[p]);
                weights[q] = 1 - weights[p];
                consider(weights);
            }
            for (std::size_t c = b + 1; c < planes.size(); ++c) {
                const auto ac = difference(a, c);
                std::array<double, 3> weights{ab[1] * ac[2] - ab[2] * ac[1],
                                              ab[2] * ac[0] - ab[0] * ac[2],
                                              ab[0] * ac[1] - ab[1] * ac[0]};
                const double sum = weights[0] + weights[1] + weights[2];
                for (double& weight : weights)
                    weight /= sum;
                consider(weights);
            }
        }
    LaneWeights result{};
    const auto whole = static_cast<double>(m_weightSum);
    result[0] = std::clamp<std::int64_t>(std::llround(best[0] * whole), 0, m_weightSum);
    result[1] = std::clamp<std::int64_t>(std::llround(best[1] * whole), 0, m_weightSum - result[0]);
    result[2] = m_weightSum - result[0] - result[1];
    return result;
}

}  // namespace trilane
