#include "ui/pages/compare/comparedialog.h"

#include "models/collection/celltext.h"
#include "ui/collection/rowvalues.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace gatehouse::ui {

using compare::Difference;
using widgets::StatusShape;
using Kind = Difference::Kind;
namespace size = widgets::size;

namespace {

enum CompareColumn { What, Left, Right, CompareColumnCount };

constexpr int kindRole = Qt::UserRole;

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

QStandardItem *compareCell(const QString &text, Kind kind)
{
    auto *item = new QStandardItem(collection::visibleText(text.left(collection::displayLimit)));
    item->setToolTip(
        collection::escapedToolTip(collection::visibleText(text.left(collection::toolTipLimit))));
    item->setData(int(kind), kindRole);
    item->setEditable(false);
    return item;
}

QString kindWord(Kind kind)
{
    switch (kind) {
    case Kind::Same:
        return CompareDialog::tr("same");
    case Kind::Changed:
        return CompareDialog::tr("changed");
    case Kind::LeftOnly:
        return CompareDialog::tr("only on the left");
    case Kind::RightOnly:
        return CompareDialog::tr("only on the right");
    }
    return {};
}

StatusShape kindShape(Kind kind)
{
    switch (kind) {
    case Kind::Same:
        return StatusShape::Check;
    case Kind::Changed:
        return StatusShape::Cross;
    case Kind::LeftOnly:
    case Kind::RightOnly:
        return StatusShape::HollowCircle;
    }
    return StatusShape::None;
}

} // namespace

CompareDialog::CompareDialog(const collection::Descriptor &descriptor, const ComparedEvent &left,
                             const ComparedEvent &right, QWidget *parent)
    : QDialog(parent)
    , m_left(left.title)
    , m_right(right.title)
    , m_model(new QStandardItemModel(0, CompareColumnCount, this))
    , m_table(new widgets::TableView(this))
    , m_count(new QLabel(this))
    , m_all(new QCheckBox(tr("Show what is the same, too"), this))
{
    setObjectName(QStringLiteral("compareDialog"));
    setWindowTitle(tr("Compare two events"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const compare::Comparison &part :
         {compare::compared(QStringLiteral("event"), factsOf(descriptor, left.row),
                            factsOf(descriptor, right.row)),
          compare::compared(QStringLiteral("header"), headersOf(left.payload.headers),
                            headersOf(right.payload.headers)),
          compare::compared(QStringLiteral("payload"), left.payload.body.value_or(QByteArray()),
                            right.payload.body.value_or(QByteArray()))}) {
        m_values += part.values;
        m_isCut = m_isCut || part.isCut;
    }
    makeTable(left.title, right.title);
    m_count->setObjectName(QStringLiteral("compareCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_all->setObjectName(QStringLiteral("compareAll"));
    auto *copy = new QPushButton(tr("Copy as text"), this);
    copy->setObjectName(QStringLiteral("compareCopy"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this, copy] { widgets::copyFrom(copy, asText()); });
    connect(m_all, &QCheckBox::toggled, this, &CompareDialog::fill);
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
    fill(false);
    resize(900, 560);
}

void CompareDialog::makeTable(const QString &left, const QString &right)
{
    m_table->setObjectName(QStringLiteral("compareTable"));
    m_table->setAccessibleName(tr("What differs"));
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setModel(m_model);
    m_table->setPlaceholder(tr("Both are the same."));
    m_model->setHorizontalHeaderLabels(
        {tr("Where"), collection::visibleText(left), collection::visibleText(right)});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setItemDelegateForColumn(
        What,
        new widgets::StatusDelegate(
            [](const QModelIndex &index) { return kindShape(Kind(index.data(kindRole).toInt())); },
            m_table));
    auto *mono = new widgets::MonoDelegate(m_table);
    m_table->setItemDelegateForColumn(Left, mono);
    m_table->setItemDelegateForColumn(Right, mono);
}

void CompareDialog::fill(bool all)
{
    m_model->removeRows(0, m_model->rowCount());
    qint64 different = 0;
    for (const Difference &value : std::as_const(m_values)) {
        different += value.kind == Kind::Same ? 0 : 1;
        if (value.kind == Kind::Same && !all)
            continue;
        QStandardItem *what = compareCell(value.path, value.kind);
        what->setData(value.path + QStringLiteral(", ") + kindWord(value.kind),
                      Qt::AccessibleTextRole);
        m_model->appendRow(
            {what, compareCell(value.left, value.kind), compareCell(value.right, value.kind)});
    }
    const QLocale locale = collection::displayLocale();
    QString count = tr("%1 of %2 values differ.")
                        .arg(locale.toString(different), locale.toString(m_values.size()));
    if (m_isCut)
        count += u' ' + tr("There are more values, which were not compared.");
    m_count->setText(count);
}

QString CompareDialog::asText() const
{
    QString text = tr("Left: %1").arg(m_left) + u'\n' + tr("Right: %1").arg(m_right) + u'\n';
    for (const Difference &value : m_values) {
        if (value.kind != Kind::Same)
            text += QStringLiteral("%1 (%2): %3 | %4\n")
                        .arg(value.path, kindWord(value.kind), value.left, value.right);
    }
    return text;
}

} // namespace gatehouse::ui
