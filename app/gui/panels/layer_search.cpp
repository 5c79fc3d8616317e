#include "app/gui/panels/layer_search.h"

#include <QRegularExpression>
#include <algorithm>
#include <cstdint>
#include <utility>

namespace trilane {
namespace {

enum class Field : std::uint8_t { Any, Name, Op, Shape };

struct Word {
    Field field = Field::Any;
    QString text;   ///< folded
    QString shape;  ///< the text as a part of a shape
    bool shapeLike = false;
};

QString folded(const std::string& text) {
    return QString::fromStdString(text).toCaseFolded();
}

Word makeWord(QString text) {
    Word word;
    constexpr std::pair<const char*, Field> kFields[]{
        {"name:", Field::Name}, {"op:", Field::Op}, {"shape:", Field::Shape}};
    for (const auto& [prefix, field] : kFields) {
        if (!text.startsWith(QLatin1String(prefix))) continue;
        word.field = field;
        text = text.mid(static_cast<qsizetype>(qstrlen(prefix)));
        break;
    }
    word.shape = text;
    word.shape.replace(QChar(0x00d7), QChar('x'));
    // Nearly every shape holds a 1: a bare number means a name.
    static const QRegularExpression kShapeLike(QStringLiteral("^\\d+x"));
    word.shapeLike = kShapeLike.match(word.shape).hasMatch();
    // A dimension begins where the one before it ends.
    if (!word.shape.startsWith(QChar('x'))) word.shape.prepend(QChar('x'));
    word.text = std::move(text);
    return word;
}

std::vector<Word> parse(const QString& query) {
    std::vector<Word> words;
    QString current;
    bool quoted = false;
    const auto finish = [&] {
        Word word = makeWord(std::exchange(current, QString()));
        // "op:" while it is being typed asks for nothing yet.
        if (!word.text.isEmpty()) words.push_back(std::move(word));
    };
    for (const QChar character : query.toCaseFolded()) {
        if (character == QChar('"'))
            quoted = !quoted;
        else if (character.isSpace() && !quoted)
            finish();
        else
            current += character;
    }
    finish();
    return words;
}

}  // namespace

LayerSearch::LayerSearch(std::shared_ptr<const Model> model) : m_model(std::move(model)) {}

void LayerSearch::gatherTexts() {
    if (!m_model || !m_texts.empty()) return;
    m_texts.reserve(m_model->layerCount());
    for (const Layer& layer : m_model->layers()) {
        Texts texts{folded(layer.name), folded(layer.op), {}};
        for (const std::string& member : layer.members)
            if (member != layer.name) texts.name += QChar('\n') + folded(member);
        for (const TensorId output : layer.outputs) {
            const auto& shape = m_model->tensor(output).shape;
            if (!shape) continue;
            texts.shape += QStringLiteral("\nx");
            for (const std::int64_t dimension : *shape)
                texts.shape += QString::number(dimension) + QChar('x');
        }
        m_texts.push_back(std::move(texts));
    }
}

bool LayerSearch::isBlank(const QString& query) {
    return parse(query).empty();
}

std::vector<LayerId> LayerSearch::find(const QString& query) {
    gatherTexts();
    const std::vector<Word> words = parse(query);
    const auto matches = [](const Texts& texts, const Word& word) {
        switch (word.field) {
            case Field::Name:
                return texts.name.contains(word.text);
            case Field::Op:
                return texts.op.contains(word.text);
            case Field::Shape:
                return texts.shape.contains(word.shape);
            case Field::Any:
                return texts.name.contains(word.text) || texts.op.contains(word.text) ||
                       (word.shapeLike && texts.shape.contains(word.shape));
        }
        return false;
    };
    std::vector<LayerId> found;
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        if (std::all_of(words.begin(), words.end(),
                        [&](const Word& word) { return matches(m_texts[i], word); }))
            found.emplace_back(i);
    return found;
}

}  // namespace trilane
