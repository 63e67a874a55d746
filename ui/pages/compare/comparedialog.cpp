#include "ui/pages/compare/comparedialog.h"

#include "ui/collection/rowvalues.h"
#include "ui/pages/compare/differencetable.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

/// What the list knows of the row: by the view's names.
QByteArray factsOf(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    QJsonObject facts;
    for (const QString &column : descriptor.readColumns()) {
        if (const QString text = values.text(column); !text.isEmpty())
            facts[column] = text;
    }
    return QJsonDocument(facts).toJson(QJsonDocument::Compact);
}

/// A name that comes more than once has a list of values.
QByteArray headersOf(const HeaderList &headers)
{
    QJsonObject named;
    for (const auto &[name, value] : headers) {
        const QString key = name.toLower();
        if (!named.contains(key)) {
            named[key] = value;
            continue;
        }
        QJsonArray all = named[key].isArray() ? named[key].toArray() : QJsonArray{named[key]};
        all.append(value);
        named[key] = all;
    }
    return QJsonDocument(named).toJson(QJsonDocument::Compact);
}

} // namespace

CompareDialog::CompareDialog(const collection::Descriptor &descriptor, const ComparedEvent &left,
                             const ComparedEvent &right, QWidget *parent)
    : QDialog(parent)
    , m_left(left.title)
    , m_right(right.title)
    , m_table(new DifferenceTable(this))
    , m_count(new QLabel(this))
    , m_all(new QCheckBox(tr("Show what is the same, too"), this))
{
    setObjectName(QStringLiteral("compareDialog"));
    setWindowTitle(tr("Compare two events"));
    setAttribute(Qt::WA_DeleteOnClose);
    compare::Comparison all;
    for (const compare::Comparison &part :
         {compare::compared(QStringLiteral("event"), factsOf(descriptor, left.row),
                            factsOf(descriptor, right.row)),
          compare::compared(QStringLiteral("header"), headersOf(left.payload.headers),
                            headersOf(right.payload.headers)),
          compare::compared(QStringLiteral("payload"), left.payload.body.value_or(QByteArray()),
                            right.payload.body.value_or(QByteArray()))}) {
        all.values += part.values;
        all.isCut = all.isCut || part.isCut;
    }
    m_table->setObjectName(QStringLiteral("compareTable"));
    m_table->setTitles(left.title, right.title);
    m_table->setComparison(all);
    m_count->setObjectName(QStringLiteral("compareCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_all->setObjectName(QStringLiteral("compareAll"));
    auto *copy = new QPushButton(tr("Copy as text"), this);
    copy->setObjectName(QStringLiteral("compareCopy"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this, copy] { widgets::copyFrom(copy, asText()); });
    connect(m_all, &QCheckBox::toggled, m_table, &DifferenceTable::setShowsAll);
    m_count->setText(m_table->summary());
    auto *foot = new QHBoxLayout;
    foot->setSpacing(size::gapControls);
    foot->addWidget(m_all);
    foot->addWidget(m_count, 1);
    foot->addWidget(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::panePadding);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    resize(900, 560);
}

QString CompareDialog::asText() const
{
    return tr("Left: %1").arg(m_left) + u'\n' + tr("Right: %1").arg(m_right) + u'\n'
        + m_table->asText();
}

} // namespace gatehouse::ui
