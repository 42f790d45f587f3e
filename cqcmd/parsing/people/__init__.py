"""The people of a sentence: who is spoken of, in what state, and how many in all.

``people`` is the door. ``mentions`` reads clauses: ``pairing`` goes over the words of one, asks
``neighbours``, ``lists`` and ``company`` what belongs together, and ``statements`` and ``scopes``
make a ``Mention`` of it. ``tally`` hands each mention to what is done for its state; what has been
``Told`` so far is kept in one place, and ``closing`` and ``inside`` have the last word.
"""
