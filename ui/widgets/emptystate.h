#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace gatehouse::widgets {

class CodeBlock;

/// One way on from an empty page.
struct EmptyCard
{
    QString title;
    QString text;
    QString button;
    QString iconName;
    bool isDefault = false; ///< the one filled button
};

/// What a page shows instead of an empty table: an icon, what is (not) there, up to three cards
/// with what can be done, and a line to paste into a terminal. Centred, 720 px wide at most. Plain
/// text.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setHeading(const QString &iconName, const QString &title, const QString &text);

    /// Adds a card and returns its button for the caller to connect.
    QPushButton *addCard(const EmptyCard &card);

    /// Shows the code block; an empty code hides it.
    void setCode(const QString &caption, const QString &code);

    /// Back to no heading, cards or code.
    void clear();

    QList<QPushButton *> buttons() const;
    CodeBlock *codeBlock() const { return m_code; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIcon();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_cards;
    CodeBlock *m_code;
};

} // namespace gatehouse::widgets
