#include "ui/widgets/codeblock.h"

#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintextview.h"
#include "ui/widgets/stylepaint.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace gatehouse::widgets {

using namespace Qt::StringLiterals;

namespace {

/// The box round the code; the text inside is transparent.
class CodeBox final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = Theme::of(this);
        paintBox(painter, rect(), {theme.alternateBase, theme.border, theme.text});
    }
};

} // namespace

CodeBlock::CodeBlock(QWidget *parent)
    : QWidget(parent)
    , m_caption(new QLabel(this))
    , m_copy(new QPushButton(icon(u"edit-copy"_s), tr("Copy"), this))
{
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    setSmall(m_copy);
    m_copy->setAutoDefault(false);
    auto *box = new CodeBox(this);
    m_box = box;
    box->setLayoutDirection(Qt::LeftToRight);
    m_text = new PlainTextView(QString(), box);
    m_text->setFont(monoFont());
    auto *inner = new QHBoxLayout(box);
    inner->setContentsMargins(8, 6, 8, 6);
    inner->addWidget(m_text);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(m_caption, 1);
    head->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(box);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        copyFrom(m_copy, m_code);
        emit copied();
    });
}

void CodeBlock::setCodeVisible(bool visible)
{
    m_box->setVisible(visible);
}

void CodeBlock::setCode(const QString &caption, const QString &code)
{
    m_code = code;
    m_caption->setText(caption);
    m_text->setText(code);
    m_text->setAccessibleName(caption);
}

} // namespace gatehouse::widgets
