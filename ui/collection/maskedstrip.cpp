#include "ui/collection/maskedstrip.h"

#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace gatehouse::ui {

namespace {

QPushButton *makeButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    widgets::setSmall(button);
    return button;
}

} // namespace

MaskedStrip::MaskedStrip(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_reveal(makeButton(tr("Reveal…"), QStringLiteral("reveal"), this))
    , m_hide(makeButton(tr("Hide"), QStringLiteral("hideRevealed"), this))
    , m_action(new QAction(tr("Reveal masked fields…"), this))
{
    setObjectName(QStringLiteral("maskedStrip"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_action->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(widgets::size::panePadding, 4, widgets::size::panePadding, 4);
    row->setSpacing(widgets::size::gapControls);
    row->addWidget(m_text, 1);
    row->addWidget(m_reveal);
    row->addWidget(m_hide);
    connect(m_reveal, &QPushButton::clicked, this, &MaskedStrip::ask);
    connect(m_action, &QAction::triggered, this, &MaskedStrip::ask);
    connect(m_hide, &QPushButton::clicked, this, [this] {
        if (m_source)
            m_source->forget();
    });
    update();
}

void MaskedStrip::setReveal(FieldReveal *reveal)
{
    m_source = reveal;
    update();
}

void MaskedStrip::setChosen(std::function<QString()> chosen)
{
    m_chosen = std::move(chosen);
}

void MaskedStrip::setFields(const Uuid &event, const QList<MaskedField> &fields)
{
    m_event = event;
    m_fields = fields;
    update();
}

void MaskedStrip::clear()
{
    m_event.reset();
    m_fields.clear();
    update();
}

void MaskedStrip::update()
{
    const bool isRevealed = m_source && m_event && !m_source->fieldsOf(*m_event).empty();
    const QString whyNot = m_source ? m_source->whyNot() : QString();
    const QString masked = m_fields.size() == 1
        ? tr("1 field is masked")
        : tr("%1 fields are masked").arg(QLocale().toString(m_fields.size()));
    m_text->setText(isRevealed ? tr("Shown in clear for a minute at the most") : masked);
    m_reveal->setVisible(m_source && !m_fields.isEmpty());
    m_reveal->setEnabled(whyNot.isEmpty());
    m_reveal->setToolTip(whyNot.isEmpty() ? m_action->shortcut().toString(QKeySequence::NativeText)
                                          : widgets::visibleText(whyNot));
    m_action->setEnabled(m_reveal->isVisibleTo(this) && m_reveal->isEnabled());
    m_hide->setVisible(isRevealed);
    setVisible(isRevealed || !m_fields.isEmpty());
}

void MaskedStrip::ask()
{
    if (m_source && m_event)
        m_source->ask(*m_event, m_fields, m_chosen());
}

} // namespace gatehouse::ui
